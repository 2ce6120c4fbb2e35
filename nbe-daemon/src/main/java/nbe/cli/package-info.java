package nbe.cli;
