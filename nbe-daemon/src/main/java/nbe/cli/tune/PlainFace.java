package nbe.cli.tune;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.cli.process.StopSignals;
import nbe.tuning.Step;

/** Prints the sentences, and how much time is left every ten seconds: for a pipe, and for a terminal that cannot be drawn on. */
final class PlainFace implements Face {
    private static final long TICK_MILLIS = 100;
    private static final long EVERY_SECONDS = 10;

    private final PrintWriter err;
    private final StopSignals stop;
    private Optional<String> printed = Optional.empty();

    PlainFace(PrintWriter err, StopSignals stop) {
        this.err = err;
        this.stop = stop;
    }

    @Override
    public void say(String sentence) {
        err.println(sentence);
        err.flush();
    }

    @Override
    public Wish show(View view) throws InterruptedException {
        if (view.step() != Step.END) {
            view.secondsLeft()
                    .filter(left -> left > 0 && left % EVERY_SECONDS == 0)
                    .map(left -> "  " + left + " s left")
                    .filter(line -> printed.isEmpty() || !printed.get().equals(view.step() + line))
                    .ifPresent(line -> {
                        printed = Optional.of(view.step() + line);
                        say(line);
                    });
        }
        stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        return Wish.NOTHING;
    }

    @Override
    public void close() {
        err.flush();
    }
}
