package nbe.bgapi.host;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import nbe.bgapi.call.AttributeClient;
import nbe.bgapi.call.Call;
import nbe.bgapi.call.Connection;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.OnConnection;
import nbe.bgapi.call.Outcome;
import nbe.bgapi.call.Security;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.ResultCode;

/**
 * Makes the procedures of a session: discovery, reads, writes, encryption, bonds, connection parameters, RSSI. {@link GattSession} calls
 * it on the caller's thread; the procedures themselves run on the adapter's thread.
 */
final class Procedures {
    /** Longest value of an attribute (Bluetooth Core vol 3 part F 3.2.9). */
    static final int LONGEST_VALUE = 512;

    private static final int FIRST_HANDLE = 1;
    private static final int LAST_HANDLE = 0xFFFF;
    /** The most services, characteristics or handles of one search; a device that reports more breaks the protocol. */
    private static final int MOST_FOUND = 1_000;

    private static final int DECLARATION_BEFORE_UUID = 3;

    private Procedures() {}

    private static String on(String what, int attribute) {
        return String.format(Locale.ROOT, "%s 0x%04X", what, attribute);
    }

    static Procedure<List<GattService>> services() {
        return new Search<>(
                "finding services",
                connection ->
                        AttributeClient.readByGroupType(connection, FIRST_HANDLE, LAST_HANDLE, Uuid.PRIMARY_SERVICE),
                event -> event instanceof HostEvent.GroupFound found
                        ? Optional.of(new GattService(Uuid.ofWire(found.uuid()), found.start(), found.end(), List.of()))
                        : Optional.empty());
    }

    /** Finds the declarations only: a further search finds the handle of the client configuration. */
    static Procedure<List<GattCharacteristic>> characteristics(int start, int end) {
        return new Search<>(
                "finding characteristics",
                connection -> AttributeClient.readByType(connection, start, end, Uuid.CHARACTERISTIC),
                event -> event instanceof HostEvent.Value value && value.kind() == HostEvent.Value.READ_BY_TYPE
                        ? Optional.of(declared(value.attribute(), value.value()))
                        : Optional.empty());
    }

    private static GattCharacteristic declared(int handle, Octets declaration) {
        if (declaration.length() < DECLARATION_BEFORE_UUID) {
            throw new IllegalArgumentException("a declaration of " + declaration.length() + " bytes");
        }
        Octets uuid = Octets.copyOf(
                declaration.toArray(), DECLARATION_BEFORE_UUID, declaration.length() - DECLARATION_BEFORE_UUID);
        int value = declaration.at(1) | declaration.at(2) << 8;
        return new GattCharacteristic(Uuid.ofWire(uuid), handle, value, declaration.at(0), OptionalInt.empty());
    }

    /** Finds the handles of the attributes of a type. */
    static Procedure<List<Integer>> handlesOf(Uuid type, int start, int end) {
        return new Search<>(
                "finding descriptors",
                connection -> AttributeClient.findInformation(connection, start, end),
                event -> event instanceof HostEvent.InformationFound found
                                && Uuid.ofWire(found.uuid()).equals(type)
                        ? Optional.of(found.attribute())
                        : Optional.empty());
    }

    /** Finds services, characteristics or handles, in any number; 0x040A, "attribute not found", ends the search with success. */
    private static final class Search<T> extends Procedure<List<T>> {
        private final String name;
        private final IntFunction<Call<?>> call;
        private final Function<HostEvent, Optional<T>> reader;
        private final List<T> found = new ArrayList<>();

        Search(String name, IntFunction<Call<?>> call, Function<HostEvent, Optional<T>> reader) {
            this.name = name;
            this.call = call;
            this.reader = reader;
        }

        @Override
        String name() {
            return name;
        }

        @Override
        Call<?> begin(int connection) {
            return call.apply(connection);
        }

        @Override
        Progress<List<T>> onEvent(HostEvent event, int connection) {
            if (event instanceof HostEvent.Completed completed) {
                Outcome outcome = completed.outcome();
                return outcome.isSuccess() || outcome.is(ResultCode.ATT_ATTRIBUTE_NOT_FOUND)
                        ? Progress.done(List.copyOf(found))
                        : Progress.refused(outcome);
            }
            try {
                reader.apply(event).ifPresent(found::add);
            } catch (IllegalArgumentException e) {
                return Progress.breach(e.getMessage());
            }
            return found.size() > MOST_FOUND ? Progress.breach("no end of it") : Progress.waiting();
        }
    }

    static Procedure<Octets> readLong(int attribute) {
        return new Procedure<>() {
            private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

            @Override
            String name() {
                return on("reading all of", attribute);
            }

            @Override
            Call<?> begin(int connection) {
                return AttributeClient.readLong(connection, attribute);
            }

            @Override
            Progress<Octets> onEvent(HostEvent event, int connection) {
                if (event instanceof HostEvent.Value value && value.attribute() == attribute) {
                    whole.writeBytes(value.value().toArray());
                    return whole.size() > LONGEST_VALUE
                            ? Progress.breach("a value of more than " + LONGEST_VALUE + " bytes")
                            : Progress.waiting();
                }
                if (event instanceof HostEvent.Completed completed) {
                    // If the value ends where a packet ends, some devices refuse the read of the next part.
                    boolean end = whole.size() > 0
                            && (completed.outcome().is(ResultCode.ATT_ATTRIBUTE_NOT_LONG)
                                    || completed.outcome().is(ResultCode.ATT_INVALID_OFFSET));
                    return end || completed.outcome().isSuccess()
                            ? Progress.done(Octets.of(whole.toByteArray()))
                            : Progress.refused(completed.outcome());
                }
                return Progress.waiting();
            }
        };
    }

    /** Sends the value in parts (prepared writes); the device then writes all of them at once. */
    static Procedure<Boolean> writeLong(int attribute, Octets value) {
        return new Procedure<>() {
            private int at;
            private boolean executing;
            private Outcome refusal;

            @Override
            String name() {
                return on("writing all of", attribute);
            }

            @Override
            Call<?> begin(int connection) {
                return part(connection);
            }

            private Call<?> part(int connection) {
                int length = Math.min(AttributeClient.LONGEST_PREPARED, value.length() - at);
                Octets part = Octets.copyOf(value.toArray(), at, length);
                int offset = at;
                at += length;
                return AttributeClient.prepareWrite(connection, attribute, offset, part);
            }

            @Override
            Progress<Boolean> onEvent(HostEvent event, int connection) {
                if (!(event instanceof HostEvent.Completed completed)) {
                    return Progress.waiting();
                }
                if (executing) {
                    return refusal != null ? Progress.refused(refusal) : Progress.by(completed.outcome(), true);
                }
                if (completed.outcome().isSuccess() && at < value.length()) {
                    return Progress.goOn(part(connection));
                }
                executing = true;
                refusal = completed.outcome().isSuccess() ? null : completed.outcome();
                return Progress.goOn(AttributeClient.executeWrite(connection, refusal == null));
            }
        };
    }

    /** Encrypts the connection. The result is the handle of the bond; empty if the dongle keeps no keys of the device. */
    static Procedure<OptionalInt> encrypt(boolean bond) {
        return new Procedure<>() {
            private boolean encrypted;
            private OptionalInt kept = OptionalInt.empty();

            @Override
            String name() {
                return bond ? "bonding" : "encrypting";
            }

            @Override
            Call<?> begin(int connection) {
                return bond ? Security.setBondable(true) : Security.encryptStart(connection, false);
            }

            @Override
            Progress<OptionalInt> onAnswer(Object answer, int connection) {
                return answer instanceof OnConnection
                        ? super.onAnswer(answer, connection)
                        : Progress.goOn(Security.encryptStart(connection, true));
            }

            @Override
            Progress<OptionalInt> onEvent(HostEvent event, int connection) {
                if (event instanceof HostEvent.BondingFailed failed) {
                    return Progress.refused(failed.reason());
                }
                if (event instanceof HostEvent.Status status && status.isEncrypted()) {
                    encrypted = true;
                    kept = status.isBonded() ? OptionalInt.of(status.bond()) : kept;
                } else if (event instanceof HostEvent.BondStatus status) {
                    kept = OptionalInt.of(status.bond());
                }
                return encrypted && (!bond || kept.isPresent()) ? Progress.done(kept) : Progress.waiting();
            }
        };
    }

    static Procedure<List<HostEvent.BondStatus>> bonds() {
        return new Procedure<>() {
            private final List<HostEvent.BondStatus> found = new ArrayList<>();
            private int expected;

            @Override
            String name() {
                return "asking for the bonds";
            }

            @Override
            Call<?> begin(int connection) {
                return Security.getBonds();
            }

            @Override
            Progress<List<HostEvent.BondStatus>> onAnswer(Object answer, int connection) {
                expected = (Integer) answer;
                return progress();
            }

            @Override
            Progress<List<HostEvent.BondStatus>> onEvent(HostEvent event, int connection) {
                if (event instanceof HostEvent.BondStatus bond) {
                    found.add(bond);
                    return progress();
                }
                return Progress.waiting();
            }

            private Progress<List<HostEvent.BondStatus>> progress() {
                return found.size() >= expected ? Progress.done(List.copyOf(found)) : Progress.waiting();
            }

            @Override
            boolean needsConnection() {
                return false;
            }
        };
    }

    static Procedure<Octets> read(int attribute) {
        return reported(
                on("reading", attribute), connection -> AttributeClient.readByHandle(connection, attribute), event -> {
                    if (event instanceof HostEvent.Value value && value.attribute() == attribute) {
                        return Progress.done(value.value());
                    }
                    return event instanceof HostEvent.Completed completed
                                    && !completed.outcome().isSuccess()
                            ? Progress.refused(completed.outcome())
                            : Progress.waiting();
                });
    }

    static Procedure<Boolean> write(int attribute, Octets value) {
        return reported(
                on("writing", attribute),
                connection -> AttributeClient.attributeWrite(connection, attribute, value),
                event -> event instanceof HostEvent.Completed completed
                        ? Progress.by(completed.outcome(), true)
                        : Progress.waiting());
    }

    static Procedure<HostEvent.Status> update(ConnectionParameters parameters) {
        return reported(
                "changing the connection's parameters",
                connection -> Connection.update(connection, parameters),
                event -> event instanceof HostEvent.Status status && status.hasNewParameters()
                        ? Progress.done(status)
                        : Progress.waiting());
    }

    static Procedure<Boolean> writeCommand(int attribute, Octets value) {
        return answered(
                on("writing without response", attribute),
                connection -> AttributeClient.writeCommand(connection, attribute, value),
                answer -> Progress.by(((OnConnection) answer).outcome(), true),
                true);
    }

    static Procedure<Integer> rssi() {
        return answered(
                "asking for the level",
                Connection::getRssi,
                answer -> Progress.done(((Connection.Rssi) answer).rssiDbm()),
                true);
    }

    static Procedure<Boolean> deleteBonding(int bond) {
        return answered(
                "deleting bond " + bond,
                connection -> Security.deleteBonding(bond),
                answer -> Progress.by((Outcome) answer, true),
                false);
    }

    /** A procedure of one command, whose result is in the events that follow. */
    private static <T> Procedure<T> reported(
            String name, IntFunction<Call<?>> call, Function<HostEvent, Progress<T>> onEvent) {
        return new Procedure<>() {
            @Override
            String name() {
                return name;
            }

            @Override
            Call<?> begin(int connection) {
                return call.apply(connection);
            }

            @Override
            Progress<T> onEvent(HostEvent event, int connection) {
                return onEvent.apply(event);
            }
        };
    }

    /** A procedure of one command, whose result is in the dongle's answer. */
    private static <T> Procedure<T> answered(
            String name, IntFunction<Call<?>> call, Function<Object, Progress<T>> onAnswer, boolean needsConnection) {
        return new Procedure<>() {
            @Override
            String name() {
                return name;
            }

            @Override
            Call<?> begin(int connection) {
                return call.apply(connection);
            }

            @Override
            Progress<T> onAnswer(Object answer, int connection) {
                return onAnswer.apply(answer);
            }

            @Override
            boolean needsConnection() {
                return needsConnection;
            }
        };
    }
}
