/** PC/SC through JNA: the operating system's own library, with everything that it tells. */
package nbe.pcsc.jna;
