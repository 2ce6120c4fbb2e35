package nbe.testing;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.LongByReference;

/** To pcscd another program, which connects to a reader and holds a transaction, or the card for itself. Linux on 64 bits. */
public final class HoldingProgram implements AutoCloseable {
    private static final long SHARE_EXCLUSIVE = 1;
    private static final long SHARE_SHARED = 2;
    private static final NativeLibrary PCSC = NativeLibrary.getInstance("libpcsclite.so.1");

    private final long context;
    private final long card;

    private HoldingProgram(String reader, long shareMode) {
        LongByReference handle = new LongByReference();
        LongByReference protocol = new LongByReference();
        call("SCardEstablishContext", 2L, null, null, handle);
        context = handle.getValue();
        call("SCardConnect", context, reader, shareMode, 3L, handle, protocol);
        card = handle.getValue();
    }

    /** Connects as others may, and begins a transaction. */
    public static HoldingProgram withTransaction(String reader) {
        HoldingProgram program = new HoldingProgram(reader, SHARE_SHARED);
        call("SCardBeginTransaction", program.card);
        return program;
    }

    /** Connects so that nobody else can. */
    public static HoldingProgram exclusive(String reader) {
        return new HoldingProgram(reader, SHARE_EXCLUSIVE);
    }

    private static void call(String function, Object... arguments) {
        long code = PCSC.getFunction(function).invokeLong(arguments);
        if (code != 0) {
            throw new IllegalStateException(String.format("%s: 0x%08X", function, code));
        }
    }

    @Override
    public void close() {
        PCSC.getFunction("SCardDisconnect").invokeLong(new Object[] {card, 0L});
        call("SCardReleaseContext", context);
    }
}
