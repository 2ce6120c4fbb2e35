package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NEAs that name an endpoint by the IP address of its terminal (docs/protocol.md, {@code subscribe_endpoint}). */
class SubscriptionsTest extends SwitchboardRig {
    private static final String ANSWERED = "subscribe_endpoint #s";

    private EndpointLink connected(String id, String remote) {
        EndpointLink link = link(new Client(remote), id);
        board.endpointSent(link, message("ble_ready", "{}"));
        return link;
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3:50001",
        "::ffff:10.1.2.3, 10.1.2.3:50001",
        "2001:DB8:0::1, [2001:db8:0:0:0:0:0:1]:50001",
        "127.0.0.1, 127.0.0.1:1",
    })
    void theAddressOfExactlyOneEndpointMeansThatOne(String asked, String remote) {
        EndpointLink link = connected("line-1", remote);
        connected("line-2", "10.9.9.9:50002");
        board.endpointSent(link, presence(BAND, "weak"));
        subscribe(asked);
        assertEquals(List.of(ANSWERED, "ble_ready", "presence " + BAND + " weak near 3"), nea.take());
        board.endpointGone(link, "lost");
        assertEquals(List.of("error 5100", "presence " + BAND + " absent unknown 3"), nea.take());
    }

    @Test
    void theAddressOfSeveralMeansNoneAndTheErrorSaysSo() {
        connected("line-1", "10.1.2.3:50001");
        EndpointLink second = connected("line-2", "10.1.2.3:50002");
        subscribe("10.1.2.3");
        assertTrue(nea.got.get(1).contains("2 endpoints are connected from 10.1.2.3"), nea.got.toString());
        assertEquals(List.of(ANSWERED, "error 5100"), nea.take());
        board.endpointGone(second, "lost");
        subscribe("10.1.2.3");
        assertEquals(List.of(ANSWERED, "ble_ready"), nea.take());
    }

    @Test
    void anEndpointThatConnectsLaterFromThatAddressCountsThen() {
        subscribe("10.1.2.3");
        assertEquals(List.of(ANSWERED, "error 5100"), nea.take());
        EndpointLink link = connected("line-1", "10.1.2.3:50001");
        assertEquals(List.of("ble_ready"), nea.take());
        board.endpointSent(link, presence(BAND, "weak"));
        assertEquals(List.of("presence " + BAND + " weak near 3"), nea.take());
        connected("line-2", "10.1.2.3:50002");
        assertEquals(List.of(), nea.take(), "a second one there changes nothing");
        board.endpointGone(link, "lost");
        assertEquals(List.of("error 5100", "presence " + BAND + " absent unknown 3"), nea.take());
        connected("line-1", "10.1.2.3:50003");
        assertEquals(List.of("ble_ready"), nea.take(), "it is subscribed to line-1");
    }

    @Test
    void aTerminalThatComesBackUnderAnotherNameIsFound() {
        EndpointLink link = connected("old-name", "10.1.2.3:50001");
        subscribe("10.1.2.3");
        nea.take();
        board.endpointGone(link, "renamed");
        nea.take();
        connected("new-name", "10.1.2.3:50002");
        assertEquals(List.of("ble_ready"), nea.take());
    }

    @Test
    void anIdThatIsCarriedWinsOverAnAddressAlsoWhenItConnectsLater() {
        EndpointLink terminal = connected("line-1", "10.1.2.3:50001");
        board.endpointSent(terminal, presence(BAND, "weak"));
        subscribe("10.1.2.3");
        nea.take();
        connected("10.1.2.3", "10.7.7.7:50002");
        assertEquals(List.of("presence " + BAND + " absent unknown 3", "ble_ready"), nea.take());
        board.endpointSent(terminal, presence(OTHER_BAND, "weak"));
        assertEquals(List.of(), nea.take());
        subscribe("10.1.2.3");
        assertEquals(List.of(ANSWERED, "ble_ready"), nea.take());
    }

    @Test
    void aReplacedConnectionCountsAtItsNewAddressOnly() {
        connected("line-1", "10.1.2.3:50001");
        connected("line-1", "10.1.2.4:50002");
        subscribe("10.1.2.3");
        assertEquals(List.of(ANSWERED, "error 5100"), nea.take());
        subscribe("10.1.2.4");
        assertEquals(List.of(ANSWERED, "ble_ready"), nea.take());
    }

    @Test
    void anEndpointWhoseAddressIsNotKnownComesAndGoesAsEveryOther() {
        EndpointLink link = connected("line-1", "unknown");
        subscribe("line-1");
        assertEquals(List.of(ANSWERED, "ble_ready"), nea.take());
        board.endpointGone(link, "lost");
        assertEquals(List.of("error 5100"), nea.take());
    }

    @Test
    void anIdThatLooksLikeTheAddressWrittenOtherwiseIsNotMeant() {
        connected("line-1", "10.1.2.3:50001");
        subscribe("::ffff:10.1.2.3");
        assertEquals(List.of(ANSWERED, "ble_ready"), nea.take());
        connected("10.1.2.3", "10.7.7.7:50002");
        assertEquals(List.of(), nea.take());
    }

    @Test
    void whoHasLeftIsNotSubscribedAnyMore() {
        subscribe("10.1.2.3");
        board.neaGone(listener, "closed");
        nea.take();
        connected("line-1", "10.1.2.3:50001");
        assertEquals(List.of(), nea.take());
        assertEquals(1, board.endpoints().size());
    }

    @Test
    void anAddressThatNobodyIsAtIsAnIdLikeAnyOther() {
        subscribe("10.1.2.3");
        nea.take();
        connected("10.1.2.3", "10.1.2.9:50001");
        assertEquals(List.of("ble_ready"), nea.take());
    }
}
