package nbe.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.List;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/**
 * Removes, changes or adds one byte of a valid stream: the framer loses that packet and at most one more. From commands it may lose
 * two: they are short and mostly zeros, so that one looks like the end of another.
 */
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

        boolean fromDongle = direction == Framer.Direction.FROM_DONGLE;
        List<Packet> got = rig.packets;
        List<Packet> head = stream.subList(0, damaged - 1);
        List<Packet> tail = stream.subList(damaged + (fromDongle ? 2 : 3), stream.size());
        int middle = got.size() - head.size() - tail.size();
        String what = "damage to packet " + damaged + ", " + stream.get(damaged) + "; what came out: " + got;
        Check.that(middle >= 1 && got.subList(0, head.size()).equals(head), what);
        Check.that(got.subList(got.size() - tail.size(), got.size()).equals(tail), what);
        List<Packet> between = got.subList(head.size(), head.size() + middle);
        Check.that(
                between.contains(stream.get(damaged - 1)) || (fromDongle && between.contains(stream.get(damaged + 1))),
                "both neighbours are lost: " + what);
        Check.that(middle <= 4, "invented packets: " + what);
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
