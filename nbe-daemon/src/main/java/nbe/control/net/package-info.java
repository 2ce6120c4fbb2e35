/** The control socket's server: HTTP/1.1 with JSON on a Unix-domain socket (docs/control.md). */
package nbe.control.net;
