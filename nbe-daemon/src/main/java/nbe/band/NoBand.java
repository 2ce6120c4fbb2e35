package nbe.band;

/**
 * Why an advertisement is no band's.
 *
 * @param nearness how near it came to a payload, for the choice among several: {@link #NOTHING} and more
 * @param reason in words from which an operator can act
 */
public record NoBand(int nearness, String reason) {
    /** It has nothing that a payload has. */
    static final int NOTHING = 0;

    /** It has a structure of the AD type; a further point for each byte that is as the prefix has it. */
    static final int TYPE = 1;

    /** It begins as a payload does. */
    static final int PREFIX = 100;

    /** The one that came nearer; of equals the first. */
    public static NoBand nearer(NoBand one, NoBand other) {
        return other.nearness > one.nearness ? other : one;
    }
}
