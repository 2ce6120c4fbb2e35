package nbe.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** One byte of an orderly stream is lost, changed or added: that packet is lost, and one more at most. */
public final class FramerDamageTarget {
    private static final int LOST = 0;
    private static final int CHANGED = 1;

    private FramerDamageTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        Framer.Direction direction = input.choice(2) == 0 ? Framer.Direction.FROM_DONGLE : Framer.Direction.FROM_HOST;
        List<Packet> stream = FramerRig.stream(direction);
        int kind = input.choice(3);
        int damaged = 4 + input.choice(4);
        byte[] whole = stream.get(damaged).encode();
        int where = input.choice(whole.length);
        int value = input.u8();
        FramerRig rig = new FramerRig(direction, input.u8());

        rig.feed(FramerRig.encode(stream.subList(0, damaged)), 0);
        rig.feed(damage(whole, kind, where, value), 0);
        rig.feed(FramerRig.encode(stream.subList(damaged + 1, stream.size())), 0);
        rig.silence();

        List<Packet> left = new ArrayList<>(rig.packets);
        List<Integer> lost = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < stream.size(); i++) {
            int found = left.subList(from, left.size()).indexOf(stream.get(i));
            // Further away stands another packet with the same content.
            if (found < 0 || found > 3) {
                lost.add(i);
            } else {
                from += found + 1;
            }
        }
        Check.that(lost.size() <= 2, "damage to packet " + damaged + " lost the packets " + lost);
        Check.that(
                lost.stream().allMatch(i -> Math.abs(i - damaged) <= 1),
                "damage to packet " + damaged + " lost the packets " + lost);
        int invented = left.size() - (stream.size() - lost.size());
        Check.that(invented <= 2, invented + " packets were invented");
    }

    private static byte[] damage(byte[] whole, int kind, int where, int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < whole.length; i++) {
            if (i == where) {
                if (kind == LOST) {
                    continue;
                }
                bytes.write(value);
                if (kind == CHANGED) {
                    continue;
                }
            }
            bytes.write(whole[i]);
        }
        return bytes.toByteArray();
    }
}
