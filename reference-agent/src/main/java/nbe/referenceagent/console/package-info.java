/**
 * The output for people: the console page and its resources, the printer of events and their queue.
 */
package nbe.referenceagent.console;
