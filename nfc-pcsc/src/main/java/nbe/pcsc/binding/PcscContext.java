package nbe.pcsc.binding;

import java.util.List;

/**
 * One connection to the PC/SC service. Belongs to one thread: the service makes a second call wait for the end of the first. Only
 * {@link #cancel()} is for other threads.
 */
public interface PcscContext extends AutoCloseable {

    /** Full names of all readers (SCardListReaders); an empty list if there are none. */
    List<String> readers() throws PcscException;

    /**
     * Waits until the state of a reader differs from the one handed in (SCardGetStatusChange). A state of 0 (unaware) always
     * differs, so that the call returns at once.
     *
     * @param known the states that the caller saw last; with {@link ReaderStatus#PNP} the wait ends when a reader comes, too
     * @param timeoutMillis longest wait; 0 returns at once
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
