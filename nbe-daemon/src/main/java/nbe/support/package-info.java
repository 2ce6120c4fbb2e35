/** {@code nbe support}: the zip for an engineer, and the running daemon's memory of recent traffic, which goes into it. */
package nbe.support;
