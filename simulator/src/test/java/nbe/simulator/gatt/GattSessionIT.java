package nbe.simulator.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.adapter.BleSettings;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.host.GattCharacteristic;
import nbe.bgapi.host.GattService;
import nbe.bgapi.host.GattSession;
import nbe.bgapi.host.GattValue;
import nbe.bgapi.host.SessionError;
import nbe.bgapi.host.SessionException;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.wire.Octets;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.BandServices;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Sessions through the whole driver and a real pseudo-terminal, while another band is being scanned. */
class GattSessionIT {
    private static final ConnectionParameters QUICK = new ConnectionParameters(8, 8, 0, 100);
    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    private final VirtualBand alice = new VirtualBand(Scenes.ALICE, Duration.ofMillis(50), 1);
    private final AtomicLong bobs = new AtomicLong(); // advertisements
    private final AtomicLong alices = new AtomicLong();
    private final List<AdapterEvent> events = new CopyOnWriteArrayList<>();
    private SimulatedDongle dongle;
    private AdapterFleet fleet;

    @BeforeEach
    void scan() throws Exception {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        air.add(alice, SimulatedDongle.now());
        air.add(new VirtualBand(Scenes.BOB, Duration.ofMillis(20), 1), SimulatedDongle.now());
        Path link = directory.resolve("dongle");
        dongle = SimulatedDongle.start(SimulatedAdapter.on(air, 1), Optional.of(link));
        fleet = AdapterFleet.open(
                new BleSettings(List.of(link.toString())),
                (adapter, view, at) -> (view.address() == Scenes.BOB.value() ? bobs : alices).incrementAndGet(),
                event -> {
                    if (!(event instanceof AdapterEvent.Recovery)) {
                        events.add(event);
                    }
                },
                System::nanoTime,
                InstantSource.system(),
                Thread::new);
        fleet.start();
        until("scanning", () -> events.stream().anyMatch(GattSessionIT::isScanning));
    }

    @AfterEach
    void stop() throws InterruptedException {
        boolean stopped = fleet.stop(Duration.ofSeconds(5));
        dongle.close();
        assertTrue(stopped);
    }

    private static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + 15_000_000_000L;
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private void stillScanning(String when) {
        long before = bobs.get();
        until("advertisements " + when, () -> bobs.get() > before + 5);
    }

    private static boolean isScanning(AdapterEvent event) {
        return event instanceof AdapterEvent.Changed changed && changed.status() instanceof AdapterStatus.Scanning;
    }

    private boolean isHeld() {
        return dongle.ask(adapter -> alice.gatt().isConnected());
    }

    private GattSession session() {
        return GattSession.with(fleet.lender(0), Scenes.ALICE.value(), AddressType.RANDOM);
    }

    private static void fails(SessionError error, Executable what) {
        SessionException why = assertThrows(SessionException.class, what);
        assertEquals(error, why.error(), why.getMessage());
    }

    @Test
    void aWholeSessionWhileTheOtherBandIsHeard() throws Exception {
        stillScanning("before");
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            stillScanning("beside the connection");
            List<GattService> services = session.discover();
            assertEquals(4, services.size());
            GattService ours = services.get(3);
            assertEquals(Uuid.ofWire(BandServices.SERVICE), ours.uuid());
            assertEquals(5, ours.characteristics().size());
            GattCharacteristic setting =
                    ours.characteristic(Uuid.ofWire(BandServices.SETTING)).orElseThrow();
            session.write(setting.value(), Octets.of((byte) 5));
            assertEquals(Octets.of((byte) 5), session.read(setting.value()));
            for (Octets uuid : List.of(BandServices.STREAM, BandServices.REQUEST)) {
                GattCharacteristic source =
                        ours.characteristic(Uuid.ofWire(uuid)).orElseThrow();
                session.subscribe(source);
                boolean sent = dongle.ask(adapter -> alice.gatt().send(source.value(), (byte) 9));
                assertTrue(sent, source.toString());
                assertEquals(
                        Optional.of(new GattValue(source.value(), source.indicates(), Octets.of((byte) 9))),
                        session.nextValue(SOON));
            }
            assertEquals(0, session.bond());
            session.disconnect();
            assertEquals(SessionError.CLOSED, session.ended().orElseThrow().error());
        }
        stillScanning("after");
        long before = alices.get();
        until("the band advertises again", () -> alices.get() > before);
        assertEquals(1, events.size(), "nothing of it is seen outside: " + events);
    }

    @Test
    void aBandThatIsAwayIsATimeoutAndScanningGoesOn() throws Exception {
        dongle.tell(adapter -> alice.silent(true));
        try (GattSession session = session()) {
            fails(SessionError.TIMEOUT, () -> session.connect(QUICK, Duration.ofMillis(500)));
            stillScanning("after the attempt");
            try (GattSession other = session()) {
                fails(SessionError.BUSY, () -> other.connect(QUICK, SOON));
            }
            dongle.tell(adapter -> alice.silent(false));
            session.connect(QUICK, SOON);
        }
        stillScanning("after the session");
        assertFalse(isHeld());
    }

    @Test
    void aBandThatWalksAwayEndsTheSession() throws Exception {
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            dongle.tell(adapter -> alice.silent(true));
            fails(SessionError.REMOTE_DISCONNECTED, () -> session.nextValue(Duration.ofSeconds(10)));
        }
        stillScanning("after");
    }

    @Test
    void aPortThatIsPulledOutInMidSessionEndsIt() throws Exception {
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            dongle.unplug();
            fails(SessionError.PORT_GONE, () -> session.nextValue(Duration.ofSeconds(10)));
            fails(SessionError.NOT_CONNECTED, () -> session.read(3));
            try (GattSession next = session()) {
                fails(SessionError.ADAPTER_NOT_READY, () -> next.connect(QUICK, SOON));
            }
        }
        dongle.plug();
        stillScanning("after it is back");
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            assertEquals(
                    Octets.of((byte) 1, (byte) 2, (byte) 3),
                    session.read(alice.services().statusHandle()));
        }
    }

    @Test
    void aDongleThatRestartsInMidSessionEndsItAndScansAgain() throws Exception {
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            dongle.tell(adapter -> adapter.restart(SimulatedDongle.now()));
            SessionException why =
                    assertThrows(SessionException.class, () -> session.nextValue(Duration.ofSeconds(10)));
            assertTrue(
                    List.of(SessionError.PORT_GONE, SessionError.ADAPTER_RESTARTED)
                            .contains(why.error()),
                    why.getMessage());
        }
        stillScanning("after");
    }

    @Test
    void aHangInMidSessionIsATimeoutAndTheDongleIsBroughtToOrder() throws Exception {
        try (GattSession session = session()) {
            session.connect(QUICK, SOON);
            dongle.tell(adapter -> adapter.faults().hang(true));
            // the session's own patience, or the adapter's, whichever is over first
            SessionException why = assertThrows(
                    SessionException.class, () -> session.read(alice.services().statusHandle()));
            assertTrue(
                    List.of(SessionError.TIMEOUT, SessionError.ADAPTER_RESTARTED)
                            .contains(why.error()),
                    why.getMessage());
            dongle.tell(adapter -> adapter.faults().hang(false));
        }
        stillScanning("after");
        until("the connection is gone", () -> !isHeld());
    }

    @Test
    void stoppingTheFleetEndsSessionsAndLetsTheBandGo() throws Exception {
        GattSession session = session();
        session.connect(QUICK, SOON);
        assertTrue(fleet.stop(Duration.ofSeconds(5)));
        assertEquals(SessionError.STOPPED, session.ended().orElseThrow().error());
        fails(SessionError.STOPPED, () -> session.read(3));
        until("the band is let go", () -> !isHeld());
    }

    @Test
    void anAdapterThatDoesNotExistIsACallersMistake() {
        IllegalArgumentException why = assertThrows(IllegalArgumentException.class, () -> fleet.lender(7));
        assertTrue(why.getMessage().contains("no adapter 7"), why.getMessage());
    }
}
