#!/bin/sh
# Netty 4.2.20.Final (Maven Central): what one hears of an Error (OutOfMemoryError, StackOverflowError, ...) in a task of an event loop.
#
# One would guess: the thread ends and its uncaught-exception handler is told, as with a plain executor of the JDK; or, since Netty
# keeps the loop alive, that each Error is at least logged, as those of execute() are.
# What is seen: the loop goes on and no handler is told. execute() logs a warning; schedule() says nothing anywhere, so the Error is
# known only to whoever asks the future that it returned.
# Why it matters here: time-outs, pings and reconnects are scheduled tasks whose future nobody keeps. One that fails is silence, not
# a crash that a service manager would mend, so every task has to catch and report by itself.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.netty</groupId>
      <artifactId>netty-transport</artifactId>
      <version>4.2.20.Final</version>
    </dependency>
  </dependencies>
</project>
END
"$here/../mvnw" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib

cat >Loop.java <<'END'
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

class Loop {
    static final AtomicInteger LOGGED = new AtomicInteger();
    static final AtomicInteger UNCAUGHT = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                LOGGED.incrementAndGet();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> UNCAUGHT.incrementAndGet());
        EventLoop loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
        Runnable failing = () -> {
            throw new Error("made for this test");
        };
        loop.execute(failing);
        String executed = after(loop);
        loop.schedule(failing, 1, TimeUnit.MILLISECONDS).await();
        String scheduled = after(loop);
        System.out.println("guessed: execute: logged or uncaught; schedule: logged or uncaught");
        System.out.println("seen:    execute: " + executed + "; schedule: " + scheduled);
        boolean same = executed.equals("logged 1, uncaught 0, loop runs on") && scheduled.equals("logged 0, uncaught 0, loop runs on");
        System.exit(same ? 0 : 1);
    }

    /** What was logged and uncaught since the last call, told by a further task of the loop. */
    static String after(EventLoop loop) throws Exception {
        return loop.submit(() -> "logged " + LOGGED.getAndSet(0) + ", uncaught " + UNCAUGHT.getAndSet(0) + ", loop runs on").get();
    }
}
END
timeout 50 java -cp 'lib/*' Loop.java
