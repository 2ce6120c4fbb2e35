/** Which version of the program this is. */
package nbe.version;
