package nbe.cli.tune;

import java.io.IOException;

/** What a person sees of a session, and how they answer. One thread uses it. */
interface Face extends AutoCloseable {
    /** What the person wants. */
    enum Wish {
        NOTHING,
        AGAIN,
        QUIT
    }

    /** A sentence for the person. */
    void say(String sentence);

    /** Shows how things stand, and waits about 0.1 s for a wish. */
    Wish show(View view) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
