package nbe.air.scan;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** Names of the types of AD structures (Bluetooth SIG, Assigned Numbers, section 2.3 "Common Data Types"). */
final class AdTypes {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            entry(0x01, "Flags"),
            entry(0x02, "Incomplete List of 16-bit Service or Service Class UUIDs"),
            entry(0x03, "Complete List of 16-bit Service or Service Class UUIDs"),
            entry(0x04, "Incomplete List of 32-bit Service or Service Class UUIDs"),
            entry(0x05, "Complete List of 32-bit Service or Service Class UUIDs"),
            entry(0x06, "Incomplete List of 128-bit Service or Service Class UUIDs"),
            entry(0x07, "Complete List of 128-bit Service or Service Class UUIDs"),
            entry(0x08, "Shortened Local Name"),
            entry(0x09, "Complete Local Name"),
            entry(0x0A, "Tx Power Level"),
            entry(0x0D, "Class of Device"),
            entry(0x0E, "Simple Pairing Hash C-192"),
            entry(0x0F, "Simple Pairing Randomizer R-192"),
            entry(0x10, "Device ID or Security Manager TK Value"),
            entry(0x11, "Security Manager Out of Band Flags"),
            entry(0x12, "Peripheral Connection Interval Range"),
            entry(0x14, "List of 16-bit Service Solicitation UUIDs"),
            entry(0x15, "List of 128-bit Service Solicitation UUIDs"),
            entry(0x16, "Service Data - 16-bit UUID"),
            entry(0x17, "Public Target Address"),
            entry(0x18, "Random Target Address"),
            entry(0x19, "Appearance"),
            entry(0x1A, "Advertising Interval"),
            entry(0x1B, "LE Bluetooth Device Address"),
            entry(0x1C, "LE Role"),
            entry(0x1D, "Simple Pairing Hash C-256"),
            entry(0x1E, "Simple Pairing Randomizer R-256"),
            entry(0x1F, "List of 32-bit Service Solicitation UUIDs"),
            entry(0x20, "Service Data - 32-bit UUID"),
            entry(0x21, "Service Data - 128-bit UUID"),
            entry(0x22, "LE Secure Connections Confirmation Value"),
            entry(0x23, "LE Secure Connections Random Value"),
            entry(0x24, "URI"),
            entry(0x25, "Indoor Positioning"),
            entry(0x26, "Transport Discovery Data"),
            entry(0x27, "LE Supported Features"),
            entry(0x28, "Channel Map Update Indication"),
            entry(0x29, "PB-ADV"),
            entry(0x2A, "Mesh Message"),
            entry(0x2B, "Mesh Beacon"),
            entry(0x2C, "BIGInfo"),
            entry(0x2D, "Broadcast_Code"),
            entry(0x2E, "Resolvable Set Identifier"),
            entry(0x2F, "Advertising Interval - long"),
            entry(0x30, "Broadcast_Name"),
            entry(0x31, "Encrypted Advertising Data"),
            entry(0x32, "Periodic Advertising Response Timing Information"),
            entry(0x34, "Electronic Shelf Label"),
            entry(0x3D, "3D Information Data"),
            entry(0xFF, "Manufacturer Specific Data"));

    private AdTypes() {}

    /** The name of a type, 0 to 0xFF; empty: the section does not have it. */
    static Optional<String> name(int type) {
        return Optional.ofNullable(NAMES.get(type));
    }
}
