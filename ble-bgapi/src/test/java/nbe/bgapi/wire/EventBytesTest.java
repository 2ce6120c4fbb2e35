package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each event is on the wire: name, fields and bytes, written from the vendor's definition and not from the table. */
class EventBytesTest {
    private static final String ROWS = """
            system_boot | major=15714 minor=255 patch=34734 build=44244 ll_version=53754 protocol_version=127 hw=21 | 80 0c 00 00 62 3d ff 00 ae 87 d4 ac fa d1 7f 15
            system_debug | data=[3a95] | 80 03 00 01 02 3a 95
            system_endpoint_watermark_rx | endpoint=1 data=132 | 80 02 00 02 01 84
            system_endpoint_watermark_tx | endpoint=169 data=255 | 80 02 00 03 a9 ff
            system_script_failure | address=64298 reason=127 | 80 04 00 04 2a fb 7f 00
            system_no_license_key | | 80 00 00 05
            flash_ps_key | key=32768 value=[f9] | 80 04 01 00 00 80 01 f9
            attributes_value | connection=221 reason=255 handle=13442 offset=128 value=[71] | 80 08 02 00 dd ff 82 34 80 00 01 71
            attributes_user_read_request | connection=150 handle=51482 offset=32768 maxsize=5 | 80 06 02 01 96 1a c9 00 80 05
            attributes_status | handle=14476 flags=1 | 80 03 02 02 8c 38 01
            connection_status | connection=239 flags=127 address=C2:FA:80:7F:39:85 address_type=1 conn_interval=38666 timeout=256 latency=57686 bonding=255 | 80 10 03 00 ef 7f 85 39 7f 80 fa c2 01 0a 97 00 01 56 e1 ff
            connection_version_ind | connection=23 vers_nr=60 comp_id=30190 sub_vers_nr=39700 | 80 06 03 01 17 3c ee 75 14 9b
            connection_feature_ind | connection=171 features=[] | 80 02 03 02 ab 00
            connection_raw_rx | connection=245 data=[1a75] | 80 04 03 03 f5 02 1a 75
            connection_disconnected | connection=1 reason=128 | 80 03 03 04 01 80 00
            attclient_indicated | connection=1 attrhandle=32768 | 80 03 04 00 01 00 80
            attclient_procedure_completed | connection=53 result=31020 chrhandle=40530 | 80 05 04 01 35 2c 79 52 9e
            attclient_group_found | connection=164 start=59550 end=3524 uuid=[136ec9] | 80 09 04 02 a4 9e e8 c4 0d 03 13 6e c9
            attclient_attribute_found | connection=127 chrdecl=32054 value=41564 properties=1 uuid=[] | 80 07 04 03 7f 36 7d 5c a2 01 00
            attclient_find_information_found | connection=241 chrhandle=14068 uuid=[3b96f1] | 80 07 04 04 f1 f4 36 03 3b 96 f1
            attclient_attribute_value | connection=96 atthandle=42598 type=170 value=[cf2a85] | 80 08 04 05 60 66 a6 aa 03 cf 2a 85
            attclient_read_multiple_response | connection=127 handles=[19] | 80 03 04 06 7f 01 19
            sm_smp_data | handle=105 packet=255 data=[b30e69] | 80 06 05 00 69 ff 03 b3 0e 69
            sm_bonding_fail | handle=216 result=8694 | 80 03 05 01 d8 f6 21
            sm_passkey_display | handle=34 passkey=2756125767 | 80 05 05 02 22 47 24 47 a4
            sm_passkey_request | handle=127 | 80 01 05 03 7f
            sm_bond_status | bond=145 keysize=182 mitm=1 keys=0 | 80 04 05 04 91 b6 01 00
            gap_scan_response | rssi=-50 packet_type=1 sender=C2:FA:80:7F:37:2B address_type=1 bond=129 data=[a601] | 80 0d 06 00 ce 01 2b 37 7f 80 fa c2 01 81 02 a6 01
            gap_mode_changed | discover=1 connect=240 | 80 02 06 01 01 f0
            hardware_io_port_status | timestamp=3027711095 port=156 irq=193 state=255 | 80 07 07 00 77 34 77 b4 9c c1 ff
            hardware_soft_timer | handle=11 | 80 01 07 01 0b
            hardware_adc_result | input=48 value=-2 | 80 03 07 02 30 fe ff
            system_protocol_error | reason=55836 | 80 02 00 06 1c da
            system_usb_enumerated | state=199 | 80 01 00 07 c7
            dfu_boot | version=3107731772 | 80 04 09 00 3c 39 3c b9
            """;

    @TestFactory
    List<DynamicTest> everyRowIsTheseBytes() {
        return MessageBytes.tests(Kind.EVENT, ROWS);
    }

    @Test
    void noRowIsMissing() {
        assertEquals(MessageBytes.tableNames(Kind.EVENT), MessageBytes.names(ROWS));
    }
}
