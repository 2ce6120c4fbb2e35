package nbe.agent.link;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nbe.agent.link.LinkCause.Kind;

/** The machine in fake time. */
abstract class AgentMachineRig {
    static final long SECOND = 1_000_000_000L;

    static final LinkCause CAUSE = new LinkCause(Kind.IO, "gone");

    /** Near the end of the range on purpose: monotonic time may begin anywhere and run over. */
    long now = Long.MAX_VALUE - 25 * SECOND;

    /** No spread: 0.5 is the middle. */
    final AgentMachine machine = new AgentMachine(middle(), now);

    static RandomGenerator middle() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return 0.5;
            }
        };
    }

    /** Moves the clock from deadline to deadline, and tells all effects with the second since the call. */
    List<String> run(double seconds) {
        long start = now;
        long end = now + (long) (seconds * SECOND);
        List<String> told = new ArrayList<>();
        while (machine.deadlineNanos() != Long.MAX_VALUE && machine.deadlineNanos() - end <= 0) {
            now = machine.deadlineNanos();
            for (AgentEffect effect : machine.onTime(now)) {
                told.add((now - start) / (double) SECOND + " " + name(effect));
            }
        }
        now = end;
        return told;
    }

    static String name(AgentEffect effect) {
        return effect.getClass().getSimpleName() + " " + effect.link();
    }

    static List<String> names(List<AgentEffect> effects) {
        return effects.stream().map(AgentMachineTest::name).toList();
    }

    long link() {
        return machine.state().link();
    }

    List<AgentEffect> opened() {
        return machine.onEvent(new LinkEvent.Opened(link(), "here"), now);
    }

    List<AgentEffect> heard() {
        return machine.onEvent(new LinkEvent.Heard(link()), now);
    }

    List<AgentEffect> lost() {
        return machine.onEvent(new LinkEvent.Lost(link(), CAUSE), now);
    }
}
