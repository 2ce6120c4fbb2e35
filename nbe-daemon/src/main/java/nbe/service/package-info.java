/**
 * The daemon as a service of systemd, of an init script, or of Windows: installing, starting and stopping it, and its reports to the
 * service manager that started it.
 */
package nbe.service;
