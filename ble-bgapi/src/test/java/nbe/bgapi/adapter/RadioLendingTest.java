package nbe.bgapi.adapter;

import static nbe.bgapi.adapter.ThreadRig.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.adapter.RadioBorrower.Refusal;
import nbe.bgapi.call.DongleSystem;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

/** The seam through which a guest uses the dongle beside scanning, on the adapter's real loop in fake time. */
class RadioLendingTest {
    private final ThreadRig rig = new ThreadRig("auto");
    private final Guest guest = new Guest("guest");

    /** Writes down what happens to it. */
    private final class Guest implements RadioBorrower {
        private final String name;
        final List<String> log = new ArrayList<>();
        final List<Packet> packets = new ArrayList<>();
        Radio radio;
        long dueAt = Long.MAX_VALUE;
        boolean left;

        Guest(String name) {
            this.name = name;
        }

        @Override
        public boolean isDue(long nowNanos) {
            return nowNanos >= dueAt;
        }

        @Override
        public void onTime(long nowNanos, Radio lent) {
            dueAt = Long.MAX_VALUE;
            log.add("time");
        }

        @Override
        public void onLent(long nowNanos, Radio lent) {
            log.add("lent");
        }

        @Override
        public void onPacket(Packet packet, long nowNanos, Radio lent) {
            packets.add(packet);
        }

        @Override
        public void onLost(Refusal why, Radio lent) {
            log.add("lost " + why);
            leave(lent, true);
        }

        @Override
        public void onStop(Radio lent) {
            log.add("stop");
            leave(lent, true);
        }

        void leave(Radio lent, boolean orderly) {
            left = true;
            lent.leave(orderly);
        }

        @Override
        public boolean hasLeft() {
            return left;
        }

        Request request(Runnable what) {
            return new Request() {
                @Override
                public RadioBorrower borrower() {
                    return Guest.this;
                }

                @Override
                public void run(long nowNanos, Radio lent) {
                    radio = lent;
                    log.add("run");
                    what.run();
                }

                @Override
                public void refuse(Refusal why) {
                    log.add("refused " + why);
                }
            };
        }

        Optional<Refusal> post(Runnable what) {
            return rig.thread.lender().post(request(what));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private void use() {
        assertEquals(Optional.empty(), guest.post(() -> {}));
        rig.turn();
    }

    @Test
    void beforeTheDongleScansARequestIsRejected() {
        guest.post(() -> {});
        rig.turn();
        assertEquals(List.of("refused NOT_READY"), guest.log);
    }

    @Test
    void theRadioIsLentOnceTheScanHasEndedAndScanningGoesOnAfterwards() {
        rig.scanning();
        guest.post(() -> guest.radio.borrow());
        rig.until(() -> guest.log.contains("lent"));
        assertEquals(List.of("run", "lent"), guest.log);
        assertEquals("gap_end_procedure", last());
        guest.radio.giveBack(true);
        rig.run(50);
        assertEquals("gap_discover", last());
        rig.port.say(ThreadRig.advertisement(7));
        rig.run(50);
        assertEquals(List.of(7L), rig.senders);
        assertEquals(1, rig.events.size(), "nothing of this is reported");
    }

    private String last() {
        return rig.port.names().get(rig.port.commands.size() - 1);
    }

    @Test
    void aGuestSeesAllPacketsButAdvertisementsAndSendsCommands() {
        rig.scanning();
        use();
        rig.port.say(ThreadRig.advertisement(7));
        guest.radio.send(DongleSystem.addressGet().packet());
        rig.run(50);
        assertEquals(2, rig.port.got(Command.SYSTEM_ADDRESS_GET));
        assertEquals(
                List.of("system_address_get"),
                guest.packets.stream().map(Packet::name).toList());
        rig.port.say(Packet.response(Command.SYSTEM_GET_CONNECTIONS, 2));
        rig.run(50);
        assertTrue(guest.packets.contains(Packet.response(Command.SYSTEM_GET_CONNECTIONS, 2)));
    }

    @Test
    void aSecondGuestIsRejectedUntilTheFirstHasLeft() {
        rig.scanning();
        use();
        Guest other = new Guest("other");
        other.post(() -> {});
        rig.turn();
        assertEquals(List.of("refused BUSY"), other.log);
        guest.leave(guest.radio, true);
        other.post(() -> {});
        rig.turn();
        assertEquals(List.of("refused BUSY", "run"), other.log);
        guest.post(() -> {});
        rig.turn();
        assertEquals(List.of("run", "run"), guest.log, "one that has left answers without the radio");
    }

    @Test
    void aGuestIsWokenWhenItIsDue() {
        rig.scanning();
        use();
        guest.dueAt = rig.now + 300 * MS;
        rig.run(250);
        assertFalse(guest.log.contains("time"));
        rig.run(200);
        assertEquals(List.of("run", "time"), guest.log);
    }

    @Test
    void anUnpluggedDongleAndARestartEndTheGuestWithTheirReason() {
        rig.scanning();
        use();
        rig.port.gone = true;
        rig.turn();
        assertEquals("lost PORT_GONE", guest.log.get(1));

        ThreadRig another = new ThreadRig("auto").scanning();
        Guest second = new Guest("second");
        another.thread.lender().post(second.request(() -> {}));
        another.turn();
        another.port.say(Packet.event(nbe.bgapi.wire.Event.SYSTEM_BOOT, 1, 3, 2, 122, 3, 1, 2));
        another.run(100);
        assertEquals("lost RECOVERING", second.log.get(1));
    }

    @Test
    void aGuestWhoseCodeThrowsIsEndedAndTheDongleIsOpenedAnew() {
        rig.scanning();
        guest.post(() -> {
            throw new IllegalStateException("for the test");
        });
        rig.turn();
        assertEquals(List.of("run", "lost RECOVERING"), guest.log);
        rig.run(2_000);
        assertEquals(2, rig.port.opens);
    }

    @Test
    void leavingInDisorderRecoversTheDongle() {
        rig.scanning();
        use();
        long before = rig.port.got(Command.CONNECTION_DISCONNECT);
        guest.leave(guest.radio, false);
        rig.run(100);
        assertEquals(before + 2, rig.port.got(Command.CONNECTION_DISCONNECT));
        assertEquals("gap_discover", last());
    }

    @Test
    void anOrderlyLeaveTouchesNothing() {
        rig.scanning();
        use();
        int before = rig.port.commands.size();
        guest.leave(guest.radio, true);
        rig.run(100);
        assertEquals(before, rig.port.commands.size());
    }

    @Test
    void noMoreThanABoundOfRequestsWaits() {
        rig.scanning();
        for (int i = 0; i < RadioLending.BOUND; i++) {
            assertEquals(Optional.empty(), guest.post(() -> {}));
        }
        assertEquals(Optional.of(Refusal.BUSY), guest.post(() -> {}));
        rig.turn();
        assertEquals(RadioLending.BOUND, guest.log.size());
        assertEquals(Optional.empty(), guest.post(() -> {}));
    }

    @Test
    void stoppingEndsTheGuestAndRejectsWhatComesLater() {
        rig.scanning();
        use();
        rig.thread.stop();
        rig.run(500);
        assertEquals(List.of("run", "stop"), guest.log);
        guest.post(() -> {});
        rig.thread.run(); // ends at once, since it is stopped
        assertEquals("refused STOPPED", guest.log.get(2));
        assertEquals(Optional.of(Refusal.STOPPED), guest.post(() -> {}));
    }
}
