/**
 * Typed commands, answers and events of the BGAPI classes that a central needs: {@link nbe.bgapi.call.DongleSystem}, {@link
 * nbe.bgapi.call.Gap}, {@link nbe.bgapi.call.Connection}, {@link nbe.bgapi.call.AttributeClient}, {@link nbe.bgapi.call.Security}. Makes
 * and reads packets, sends none. The numbers of the messages belong in {@code nbe.bgapi.wire}.
 */
package nbe.bgapi.call;
