package nbe.pcsc;

import java.util.List;

/**
 * One connection to the PC/SC service. It belongs to one thread: a second call waits until the first is done, for as long
 * as that takes. Only {@link #cancel()} may come from another thread.
 */
public interface PcscContext extends AutoCloseable {

    /** Full names of all readers (SCardListReaders); an empty list if there are none. */
    List<String> readers() throws PcscException;

    /**
     * Waits until the state of a reader differs from the one handed in (SCardGetStatusChange). A state of 0 (unaware) always
     * differs, so that the call returns at once.
     *
     * @param known what the caller last saw; {@link ReaderStatus#PNP} among them for the arrival of new readers
     * @param timeoutMillis longest wait; 0 only looks
     * @return the states now, in the order handed in; empty if the time ran out with nothing changed
     */
    List<ReaderStatus> awaitChange(List<ReaderStatus> known, int timeoutMillis) throws PcscException;

    /** Connects to the card in a reader, shared with other programs, over T=0 or T=1. */
    PcscCard connect(String reader) throws PcscException;

    /** Ends a wait that is under way in another thread; without effect if there is none. */
    void cancel();

    /** Gives the context back; a service that is gone already is no error. */
    @Override
    void close();
}
