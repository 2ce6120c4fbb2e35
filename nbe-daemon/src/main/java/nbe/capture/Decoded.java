package nbe.capture;

/** What became of a packet. */
enum Decoded {
    /** Read to its end, advertisement or not. */
    WHOLE,
    /** Its sniffer saw a wrong check sum. */
    BAD_CRC,
    /** The file has only its beginning, or its lengths contradict each other. */
    CUT
}
