/**
 * What people see: the console page and its resources, the printer of events and the story of the demo.
 */
package nbe.referenceagent.console;
