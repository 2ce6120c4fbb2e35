package nbe.referenceagent;
