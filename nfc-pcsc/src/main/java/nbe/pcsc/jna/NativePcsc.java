package nbe.pcsc.jna;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.smartcardio.ATR;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.PcscLite;
import nbe.pcsc.binding.ReaderStatus;

/**
 * PC/SC of the operating system, bound by JNA: libpcsclite.so.1 on Linux, WinSCard on Windows. Why it is the
 * default: docs/decisions/pcsc-binding.md.
 *
 * <p>With the system property {@code nbe.native.dir}, JNA's own native part is taken from there and nothing is unpacked to a
 * temporary directory.
 */
public final class NativePcsc implements Pcsc {
    private static final int SCOPE_SYSTEM = 2;
    private static final int SHARE_SHARED = 2;
    private static final int PROTOCOL_T0 = 1;
    private static final int PROTOCOL_T1 = 2;
    private static final int LEAVE_CARD = 0;

    /** A short answer: 256 bytes and the status word; pcsc-lite refuses less than 2. */
    private static final int ANSWER_SIZE = 258;

    /** The list may grow between asking for its size and fetching it; then it is fetched again. */
    private static final int LIST_ATTEMPTS = 3;

    private final NativeLibrary library;
    private final NativeLayout layout;

    private NativePcsc(NativeLibrary library, NativeLayout layout) {
        this.library = library;
        this.layout = layout;
    }

    /**
     * Loads the library.
     *
     * @throws UnsatisfiedLinkError if there is none; JNA has further errors if its own native part cannot be loaded
     */
    public static Pcsc load() {
        return new NativePcsc(library(), NativeLayout.here());
    }

    @Override
    public boolean serviceIsYoung() {
        return PcscLite.isYoung();
    }

    private static NativeLibrary library() {
        if (Platform.isWindows()) {
            return NativeLibrary.getInstance(
                    "WinSCard", Map.of(com.sun.jna.Library.OPTION_CALLING_CONVENTION, Function.ALT_CONVENTION));
        }
        List<String> candidates = new ArrayList<>(List.of(PcscLite.LIBRARY)); // the loader's own search comes first
        PcscLite.libraries().stream().map(Path::toString).forEach(candidates::add);
        UnsatisfiedLinkError first = null;
        for (String candidate : candidates) {
            try {
                return NativeLibrary.getInstance(candidate);
            } catch (UnsatisfiedLinkError e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first;
    }

    @Override
    public PcscContext newContext() throws PcscException {
        try (Memory handle = cleared(layout.handle())) {
            check("SCardEstablishContext", call("SCardEstablishContext", dword(SCOPE_SYSTEM), null, null, handle));
            return new Context(handle(handle));
        }
    }

    private final class Context implements PcscContext {
        private final Object handle;

        Context(Object handle) {
            this.handle = handle;
        }

        @Override
        public List<String> readers() throws PcscException {
            String name = text("SCardListReaders");
            PcscException last = null;
            for (int attempt = 0; attempt < LIST_ATTEMPTS; attempt++) {
                try (Memory length = cleared(layout.dword())) {
                    int sized = call(name, handle, null, null, length);
                    if (PcscCode.of(sized) == PcscCode.NO_READERS_AVAILABLE) {
                        return List.of();
                    }
                    check(name, sized);
                    int characters = Math.max(readDword(length, 0), 2);
                    try (Memory names = cleared((long) characters * layout.nul())) {
                        int listed = call(name, handle, null, names, length);
                        if (PcscCode.of(listed) == PcscCode.NO_READERS_AVAILABLE) {
                            return List.of();
                        }
                        if (PcscCode.of(listed) == PcscCode.INSUFFICIENT_BUFFER) {
                            last = new PcscException(name, listed);
                            continue;
                        }
                        check(name, listed);
                        return split(names);
                    }
                }
            }
            throw last;
        }

        /** Names with a NUL each, and another at the end. */
        private List<String> split(Memory names) {
            String all = new String(names.getByteArray(0, (int) names.size()), layout.names());
            List<String> list = new ArrayList<>();
            int end;
            for (int from = 0; (end = all.indexOf('\0', from)) > from; from = end + 1) {
                list.add(all.substring(from, end));
            }
            return List.copyOf(list);
        }

        @Override
        public List<ReaderStatus> awaitChange(List<ReaderStatus> known, int timeoutMillis) throws PcscException {
            List<Memory> names = new ArrayList<>();
            try (Memory states = cleared((long) known.size() * layout.readerState())) {
                for (int i = 0; i < known.size(); i++) {
                    long at = (long) i * layout.readerState();
                    Memory name = name(known.get(i).reader());
                    names.add(name);
                    states.setPointer(at, name);
                    writeDword(
                            states, at + layout.currentStateAt(), known.get(i).state());
                }
                String name = text("SCardGetStatusChange");
                int result = call(name, handle, dword(timeoutMillis), states, dword(known.size()));
                if (PcscCode.of(result) == PcscCode.TIMEOUT) {
                    return List.of();
                }
                check(name, result);
                List<ReaderStatus> now = new ArrayList<>();
                for (int i = 0; i < known.size(); i++) {
                    now.add(status(known.get(i).reader(), states, (long) i * layout.readerState()));
                }
                return List.copyOf(now);
            } finally {
                names.forEach(Memory::close);
            }
        }

        private ReaderStatus status(String reader, Memory states, long at) {
            int atrLength = Math.min(Math.max(readDword(states, at + layout.atrLengthAt()), 0), layout.atr());
            byte[] atr = states.getByteArray(at + layout.atrAt(), atrLength);
            return new ReaderStatus(
                    reader, readDword(states, at + layout.eventStateAt()), atrLength == 0 ? null : new ATR(atr));
        }

        @Override
        public PcscCard connect(String reader) throws PcscException {
            String function = text("SCardConnect");
            try (Memory name = name(reader);
                    Memory card = cleared(layout.handle());
                    Memory protocol = cleared(layout.dword())) {
                check(
                        function,
                        call(
                                function,
                                handle,
                                name,
                                dword(SHARE_SHARED),
                                dword(PROTOCOL_T0 | PROTOCOL_T1),
                                card,
                                protocol));
                return new Card(handle(card), readDword(protocol, 0));
            }
        }

        @Override
        public void cancel() {
            call("SCardCancel", handle);
        }

        @Override
        public void close() {
            call("SCardReleaseContext", handle);
        }
    }

    private final class Card implements PcscCard {
        private final Object handle;
        private final int protocol;

        Card(Object handle, int protocol) {
            this.handle = handle;
            this.protocol = protocol;
        }

        @Override
        public Optional<ResponseAPDU> transmit(CommandAPDU command) throws PcscException {
            byte[] bytes = command.getBytes();
            try (Memory pci = cleared(layout.ioRequest());
                    Memory send = cleared(bytes.length);
                    Memory answer = cleared(ANSWER_SIZE);
                    Memory length = cleared(layout.dword())) {
                writeDword(pci, 0, protocol);
                writeDword(pci, layout.dword(), layout.ioRequest());
                send.write(0, bytes, 0, bytes.length);
                writeDword(length, 0, ANSWER_SIZE);
                check(
                        "SCardTransmit",
                        call("SCardTransmit", handle, pci, send, dword(bytes.length), null, answer, length));
                int received = Math.min(Math.max(readDword(length, 0), 0), ANSWER_SIZE);
                return received < 2
                        ? Optional.empty()
                        : Optional.of(new ResponseAPDU(answer.getByteArray(0, received)));
            }
        }

        @Override
        public void close() {
            call("SCardDisconnect", handle, dword(LEAVE_CARD));
        }
    }

    /** Functions that take text have a wide form on Windows. */
    private String text(String function) {
        return layout.nul() == 2 ? function + "W" : function;
    }

    /** LONG is as wide as DWORD; a code is in its low 32 bits, whatever the sign extension. */
    private int call(String function, Object... arguments) {
        Class<?> type = layout.dword() == 8 ? long.class : int.class;
        return ((Number) library.getFunction(function).invoke(type, arguments)).intValue();
    }

    private static void check(String function, int result) throws PcscException {
        if (result != PcscCode.SUCCESS.value()) {
            throw new PcscException(function, result);
        }
    }

    private Object dword(int value) {
        return layout.dword() == 8 ? (Object) Integer.toUnsignedLong(value) : (Object) value;
    }

    private Object handle(Pointer at) {
        return layout.handle() == 8 ? (Object) at.getLong(0) : (Object) at.getInt(0);
    }

    private int readDword(Pointer memory, long at) {
        return layout.dword() == 8 ? (int) memory.getLong(at) : memory.getInt(at);
    }

    private void writeDword(Pointer memory, long at, int value) {
        if (layout.dword() == 8) {
            memory.setLong(at, Integer.toUnsignedLong(value));
        } else {
            memory.setInt(at, value);
        }
    }

    private Memory name(String reader) {
        byte[] bytes = (reader + '\0').getBytes(layout.names());
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    private static Memory cleared(long size) {
        Memory memory = new Memory(size);
        memory.clear();
        return memory;
    }
}
