/** The daemon as a service: registered with, started by and reporting to what the operating system has for that. */
package nbe.service;
