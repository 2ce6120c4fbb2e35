/**
 * {@code GET /v1/scan}: every advertiser that was heard for some seconds, and why it is no band; and the same in words, for the command
 * {@code nbe scan}.
 */
package nbe.air.scan;
