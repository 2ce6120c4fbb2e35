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
 * A GATT client: one connection to one device, through a dongle that otherwise scans. It connects, discovers, reads, writes, subscribes,
 * encrypts and bonds. Programs that use this module as a library call it; the daemon does not. Methods that send a request block until
 * its result: they can be interrupted, and throw {@link SessionException} with a {@link SessionError}. Any thread may call them, except
 * the adapter's own, which calls the {@code AdvertisementSink} and the consumer of events. The session runs the requests of several
 * threads one after the other.
 *
 * <p>A session holds its adapter from its first request until it ends; meanwhile the adapter refuses other sessions ({@link
 * SessionError#BUSY}). A session has one connection: when the connection ends, the session ends, and the caller makes a new session for the
 * next connection. After a failed {@link #connect} the caller may call it again.
 */
public final class GattSession implements AutoCloseable {
    /** The time for the device to answer a request. The protocol itself allows 30 s (Bluetooth Core vol 3 part F 3.3.3). */
    public static final Duration ANSWER = Duration.ofSeconds(5);
    /** The time for a pairing, a long read or a long write, which exchange several packets. */
    public static final Duration PAIRING = Duration.ofSeconds(15);
    /** The longest time of an attempt to connect: during the attempt the adapter reports no advertisement of any device. */
    public static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    /** The most values that wait for {@link #nextValue}; the session drops and counts the oldest of more. */
    public static final int VALUES_BOUND = 256;

    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** Added to a request's own time: for the requests in front of it, and for a serial driver that blocks the adapter's thread. */
    private static final Duration HELD_UP = Duration.ofSeconds(60);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final byte NOTIFICATIONS = 1;
    private static final byte INDICATIONS = 2;

    private final SessionPort port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<GattValue> values = new ArrayDeque<>(); // guarded by the lock, as all below
    private SessionException ended; // null until the session has ended
    private long lostValues;

    private GattSession(RadioLender lender, long address, AddressType type) {
        this.port = new SessionPort(lender, address, type, this::onValue, this::onEnd);
    }

    /**
     * Makes a session. The session sends no command to the dongle before its first request.
     *
     * @param lender the adapter, from {@code AdapterFleet.lender}
     * @param address 48 bits, most significant byte first
     */
    public static GattSession with(RadioLender lender, long address, AddressType type) {
        return new GattSession(lender, address, type);
    }

    /**
     * Connects. The adapter stops scanning for the attempt, and resumes when the device is connected or the attempt has failed.
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

    /** Finds all primary services with their characteristics. */
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

    /** Reads an attribute: the first 22 bytes of its value. */
    public Octets read(int attribute) throws SessionException, InterruptedException {
        return run(Procedures.read(attribute), ANSWER);
    }

    /** Reads the whole value of an attribute, up to 512 bytes. */
    public Octets readLong(int attribute) throws SessionException, InterruptedException {
        return run(Procedures.readLong(attribute), PAIRING);
    }

    /**
     * Writes an attribute, and waits until the device has confirmed it.
     *
     * @param value up to 512 bytes; the session sends more than {@value AttributeClient#LONGEST_WRITE} bytes in parts
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
     * Writes an attribute; the device does not confirm it.
     *
     * @param value up to {@value AttributeClient#LONGEST_WRITE} bytes
     * @throws IllegalArgumentException if the value is longer
     * @throws SessionException {@link SessionError#REFUSED} 0x0182 or 0x0187 if the dongle's buffers are full
     */
    public void writeWithoutResponse(int attribute, Octets value) throws SessionException, InterruptedException {
        if (value.length() > AttributeClient.LONGEST_WRITE) {
            throw new IllegalArgumentException(
                    "a value of " + value.length() + " bytes; allowed is " + AttributeClient.LONGEST_WRITE);
        }
        run(Procedures.writeCommand(attribute, value), ANSWER);
    }

    /**
     * Subscribes to a characteristic: the device sends its values unrequested, as notifications if the characteristic supports them,
     * else as indications. {@link #nextValue} returns them.
     *
     * @throws IllegalArgumentException if the characteristic supports neither
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

    /** Encrypts the connection, with the keys of a bond; without a bond it pairs, and the dongle does not keep the keys. */
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

    /** Lists the bonds that the dongle keeps, of all devices; needs no connection. */
    public List<HostEvent.BondStatus> bonds() throws SessionException, InterruptedException {
        return run(Procedures.bonds(), ANSWER);
    }

    /** Deletes a bond and its keys from the dongle; needs no connection. */
    public void deleteBonding(int bond) throws SessionException, InterruptedException {
        run(Procedures.deleteBonding(bond), ANSWER);
    }

    /** Changes the connection's parameters, and waits until both sides use them. */
    public HostEvent.Status update(ConnectionParameters parameters) throws SessionException, InterruptedException {
        return run(Procedures.update(parameters), ANSWER);
    }

    /** RSSI of the connection in dBm. */
    public int rssiDbm() throws SessionException, InterruptedException {
        return run(Procedures.rssi(), ANSWER);
    }

    /**
     * Waits for the next notification or indication of the device, in the order of arrival.
     *
     * @return empty if no value arrives within {@code atMost}
     * @throws SessionException if the session has ended and no value is left
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

    /** How many values the session has dropped because {@value #VALUES_BOUND} others waited. */
    public long lostValues() {
        lock.lock();
        try {
            return lostValues;
        } finally {
            lock.unlock();
        }
    }

    /** Why the session has ended; empty before its end. */
    public Optional<SessionException> ended() {
        lock.lock();
        try {
            return Optional.ofNullable(ended);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection, or the attempt to connect, and the session; another session may then use the adapter. */
    public void disconnect() throws SessionException, InterruptedException {
        await(new SessionRequest.Disconnect(), CLOSING);
    }

    /**
     * Disconnects, and logs an error instead of throwing it. If the dongle does not confirm the end of the connection, the adapter recovers
     * the dongle. Waits for the end, unless the thread is interrupted.
     */
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
