package nbe.simulator;
