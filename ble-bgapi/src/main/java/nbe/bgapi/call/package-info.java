/**
 * Typed commands, answers and events of the BGAPI classes that a central needs: {@link nbe.bgapi.call.DongleSystem}, {@link
 * nbe.bgapi.call.Gap}, {@link nbe.bgapi.call.Connection}, {@link nbe.bgapi.call.AttributeClient}, {@link nbe.bgapi.call.Security}. The
 * package makes and reads packets and sends no packet: the state machines of the adapter and of a session do that. Ids and fields of the
 * messages are in {@code nbe.bgapi.wire}.
 */
package nbe.bgapi.call;
