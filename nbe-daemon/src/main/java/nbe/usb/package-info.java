/** The USB bus, as {@code nbe doctor} sees it: devices that are attached and yet of no use to the endpoint, and what to do about each. */
package nbe.usb;
