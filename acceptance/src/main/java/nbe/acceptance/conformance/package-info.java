/** {@code acceptance/conformance}: the daemon's WebSocket client against the Autobahn test suite. Nothing else of the daemon runs. */
package nbe.acceptance.conformance;
