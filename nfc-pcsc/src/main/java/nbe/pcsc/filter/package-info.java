/** Which readers count, by {@code [nfc] readers}. Pure. */
package nbe.pcsc.filter;
