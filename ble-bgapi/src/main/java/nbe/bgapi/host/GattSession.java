package nbe.bgapi.host;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nbe.bgapi.adapter.RadioLender;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.AttributeClient;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.wire.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one device, for callers that can wait. All methods may be called from any thread, but not from the
 * adapter's own (out of its sink or its events); they wait, can be interrupted, and throw {@link SessionException} with a
 * {@link SessionError}. Requests of several threads run one after the other.
 *
 * <p>It holds its adapter from the first request to {@link #close}; another session is refused meanwhile ({@link
 * SessionError#BUSY}). Once its connection has ended it is over: for the next one a new session is made. Connecting may be
 * tried again until it succeeds.
 */
public final class GattSession implements AutoCloseable {
    /** For a request to a device. The protocol itself allows 30 s (Bluetooth Core vol 3 part F 3.3.3). */
    public static final Duration ANSWER = Duration.ofSeconds(5);
    /** Pairing goes back and forth several times. */
    public static final Duration PAIRING = Duration.ofSeconds(15);
    /** Longest time to wait for a device to be heard: while the dongle tries to connect it hears no advertisement. */
    public static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    /** Values that wait for {@link #nextValue}; of more the oldest are lost and counted. */
    public static final int VALUES_BOUND = 256;

    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** On top of a request's own time, for those in front of it and an adapter whose driver holds it up. */
    private static final Duration HELD_UP = Duration.ofSeconds(60);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final byte NOTIFICATIONS = 1;
    private static final byte INDICATIONS = 2;

    private final SessionPort port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<GattValue> values = new ArrayDeque<>(); // guarded by the lock, as all below
    private SessionException ended; // null until it is over
    private long lostValues;

    private GattSession(RadioLender lender, long address, AddressType type) {
        this.port = new SessionPort(lender, address, type, this::onValue, this::onEnd);
    }

    /**
     * Makes a session; the dongle gets no command before {@link #connect}.
     *
     * @param lender the adapter, as {@code AdapterFleet.lender} gives it
     * @param address 48 bits, most significant byte first
     */
    public static GattSession with(RadioLender lender, long address, AddressType type) {
        return new GattSession(lender, address, type);
    }

    /**
     * Connects. Scanning stops meanwhile, and begins again once the connection stands or the time is over.
     *
     * @param patience how long to wait for the device to advertise, 1 ms to {@link #LONGEST_CONNECT}
     * @throws IllegalArgumentException if the patience is out of range
     */
    public HostEvent.Status connect(ConnectionParameters parameters, Duration patience)
            throws SessionException, InterruptedException {
        if (patience.toMillis() < 1 || patience.compareTo(LONGEST_CONNECT) > 0) {
            throw new IllegalArgumentException(
                    "a patience of " + patience + "; allowed is 1 ms to " + LONGEST_CONNECT.toSeconds() + " s");
        }
        return await(new SessionRequest.Connect(parameters, patience.toNanos()), patience);
    }

    /** All primary services with their characteristics. */
    public List<GattService> discover() throws SessionException, InterruptedException {
        List<GattService> services = new ArrayList<>();
        for (GattService service : run(Procedures.services(), ANSWER)) {
            services.add(new GattService(service.uuid(), service.start(), service.end(), characteristicsOf(service)));
        }
        return List.copyOf(services);
    }

    private List<GattCharacteristic> characteristicsOf(GattService service)
            throws SessionException, InterruptedException {
        List<GattCharacteristic> declared = run(Procedures.characteristics(service.start(), service.end()), ANSWER);
        List<GattCharacteristic> whole = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            GattCharacteristic some = declared.get(i);
            int end = i + 1 < declared.size() ? declared.get(i + 1).declaration() - 1 : service.end();
            OptionalInt configuration = OptionalInt.empty();
            if ((some.notifies() || some.indicates()) && some.value() < end) {
                List<Integer> handles =
                        run(Procedures.handlesOf(Uuid.CLIENT_CONFIGURATION, some.value() + 1, end), ANSWER);
                configuration = handles.isEmpty() ? configuration : OptionalInt.of(handles.get(0));
            }
            whole.add(new GattCharacteristic(
                    some.uuid(), some.declaration(), some.value(), some.properties(), configuration));
        }
        return List.copyOf(whole);
    }

    /** Reads up to 22 bytes of an attribute; of a longer value the beginning. */
    public Octets read(int attribute) throws SessionException, InterruptedException {
        return run(Procedures.read(attribute), ANSWER);
    }

    /** Reads all of an attribute, up to 512 bytes. */
    public Octets readLong(int attribute) throws SessionException, InterruptedException {
        return run(Procedures.readLong(attribute), PAIRING);
    }

    /**
     * Writes, and waits for the device to say that it has taken the value.
     *
     * @param value up to 512 bytes; above {@value AttributeClient#LONGEST_WRITE} it goes in parts
     * @throws IllegalArgumentException if the value is longer
     */
    public void write(int attribute, Octets value) throws SessionException, InterruptedException {
        if (value.length() > Procedures.LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "a value of " + value.length() + " bytes; allowed is " + Procedures.LONGEST_VALUE);
        }
        if (value.length() <= AttributeClient.LONGEST_WRITE) {
            run(Procedures.write(attribute, value), ANSWER);
        } else {
            run(Procedures.writeLong(attribute, value), PAIRING);
        }
    }

    /**
     * Writes without hearing whether the device has taken it.
     *
     * @param value up to {@value AttributeClient#LONGEST_WRITE} bytes
     * @throws IllegalArgumentException if the value is longer
     * @throws SessionException {@link SessionError#REFUSED} 0x0182 or 0x0187 if the dongle has no room just now
     */
    public void writeWithoutResponse(int attribute, Octets value) throws SessionException, InterruptedException {
        if (value.length() > AttributeClient.LONGEST_WRITE) {
            throw new IllegalArgumentException(
                    "a value of " + value.length() + " bytes; allowed is " + AttributeClient.LONGEST_WRITE);
        }
        run(Procedures.writeCommand(attribute, value), ANSWER);
    }

    /**
     * Lets the device send a characteristic's value whenever it likes, as notification if it can, else as indication; {@link
     * #nextValue} gives them.
     *
     * @throws IllegalArgumentException if the characteristic can do neither
     */
    public void subscribe(GattCharacteristic characteristic) throws SessionException, InterruptedException {
        configure(characteristic, characteristic.notifies() ? NOTIFICATIONS : INDICATIONS);
    }

    /** Ends {@link #subscribe}. */
    public void unsubscribe(GattCharacteristic characteristic) throws SessionException, InterruptedException {
        configure(characteristic, (byte) 0);
    }

    private void configure(GattCharacteristic characteristic, byte bits) throws SessionException, InterruptedException {
        int handle = characteristic
                .clientConfiguration()
                .orElseThrow(() -> new IllegalArgumentException(
                        "characteristic " + characteristic.uuid() + " neither notifies nor indicates"));
        write(handle, Octets.of(bits, (byte) 0));
    }

    /** Encrypts the connection, with the keys of the bond if there is one; else it pairs and forgets the keys afterwards. */
    public void encrypt() throws SessionException, InterruptedException {
        run(Procedures.encrypt(false), PAIRING);
    }

    /**
     * Encrypts the connection and keeps the keys in the dongle.
     *
     * @return handle of the bond
     */
    public int bond() throws SessionException, InterruptedException {
        return run(Procedures.encrypt(true), PAIRING).orElseThrow();
    }

    /** What the dongle has bonds of; needs no connection. */
    public List<HostEvent.BondStatus> bonds() throws SessionException, InterruptedException {
        return run(Procedures.bonds(), ANSWER);
    }

    /** Drops the keys of a bond; needs no connection. */
    public void deleteBonding(int bond) throws SessionException, InterruptedException {
        run(Procedures.deleteBonding(bond), ANSWER);
    }

    /** Changes the connection's parameters; waits until they hold. */
    public HostEvent.Status update(ConnectionParameters parameters) throws SessionException, InterruptedException {
        return run(Procedures.update(parameters), ANSWER);
    }

    /** Level of the connection in dBm. */
    public int rssiDbm() throws SessionException, InterruptedException {
        return run(Procedures.rssi(), ANSWER);
    }

    /**
     * Waits for a value that the device sends by itself, in the order of their coming.
     *
     * @return empty if none came in time
     * @throws SessionException if the session is over and no value is left
     */
    public Optional<GattValue> nextValue(Duration atMost) throws SessionException, InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (values.isEmpty()) {
                if (ended != null) {
                    throw ended.rethrown();
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = arrived.awaitNanos(left);
            }
            return Optional.of(values.remove());
        } finally {
            lock.unlock();
        }
    }

    /** Values that were lost because too many waited. */
    public long lostValues() {
        lock.lock();
        try {
            return lostValues;
        } finally {
            lock.unlock();
        }
    }

    /** Why the session is over; empty while it is not. */
    public Optional<SessionException> ended() {
        lock.lock();
        try {
            return Optional.ofNullable(ended);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection, or the attempt to make one, and leaves the adapter. */
    public void disconnect() throws SessionException, InterruptedException {
        await(new SessionRequest.Disconnect(), CLOSING);
    }

    /** {@link #disconnect}, with any outcome; the adapter recovers the dongle if it has to. Waits, unless the thread is interrupted. */
    @Override
    public void close() {
        try {
            disconnect();
        } catch (SessionException e) {
            LOG.debug("closing a session: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the request is on its way; this thread does not wait for its end
        }
    }

    private <T> T run(Procedure<T> procedure, Duration patience) throws SessionException, InterruptedException {
        return await(new SessionRequest.Run<>(procedure, patience.toNanos()), patience);
    }

    private <T> T await(SessionRequest<T> request, Duration patience) throws SessionException, InterruptedException {
        Optional<SessionError> refused = port.post(request);
        if (refused.isPresent()) {
            throw SessionException.of(refused.get(), request.name());
        }
        try {
            return request.reply().get(patience.plus(HELD_UP).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionException why) {
                throw why.rethrown();
            }
            throw new IllegalStateException("a session's request failed by a fault", e.getCause());
        } catch (TimeoutException e) {
            throw SessionException.of(SessionError.TIMEOUT, request.name() + " (the adapter's thread is held up)");
        }
    }

    private void onValue(GattValue value) {
        lock.lock();
        try {
            if (values.size() >= VALUES_BOUND) {
                values.remove();
                lostValues++;
            }
            values.add(value);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void onEnd(SessionException why) {
        lock.lock();
        try {
            ended = why;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
