package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each command is on the wire: name, fields and bytes, written from the vendor's definition and not from the table. */
class CommandBytesTest {
    private static final String ROWS = """
            system_reset | boot_in_dfu=37 | 00 01 00 00 25
            system_hello | | 00 00 00 01
            system_address_get | | 00 00 00 02
            system_reg_write | address=28530 value=148 | 00 03 00 03 72 6f 94
            system_reg_read | address=57060 | 00 02 00 04 e4 de
            system_get_counters | | 00 00 00 05
            system_get_connections | | 00 00 00 06
            system_read_memory | address=2183856683 length=80 | 00 05 00 07 2b 02 2b 82 50
            system_get_info | | 00 00 00 08
            system_endpoint_tx | endpoint=194 data=[e7429d] | 00 05 00 09 c2 03 e7 42 9d
            system_whitelist_append | address=C2:FA:80:7F:31:1D address_type=1 | 00 07 00 0a 1d 31 7f 80 fa c2 01
            system_whitelist_remove | address=C2:FA:80:7F:A0:20 address_type=1 | 00 07 00 0b 20 a0 7f 80 fa c2 01
            system_whitelist_clear | | 00 00 00 0c
            system_endpoint_rx | endpoint=15 size=127 | 00 02 00 0d 0f 7f
            system_endpoint_set_watermarks | endpoint=1 rx=200 tx=237 | 00 03 00 0e 01 c8 ed
            flash_ps_defrag | | 00 00 01 00
            flash_ps_dump | | 00 00 01 01
            flash_ps_erase_all | | 00 00 01 02
            flash_ps_save | key=17782 value=[62bd] | 00 05 01 03 76 45 02 62 bd
            flash_ps_load | key=32767 | 00 02 01 04 ff 7f
            flash_ps_erase | key=9306 | 00 02 01 05 5a 24
            flash_erase_page | page=64 | 00 01 01 06 40
            flash_write_words | address=37836 words=[af0a65] | 00 06 01 07 cc 93 03 af 0a 65
            attributes_write | handle=10340 offset=67 value=[] | 00 04 02 00 64 28 43 00
            attributes_read | handle=48380 offset=57890 | 00 04 02 01 fc bc 22 e2
            attributes_read_type | handle=256 | 00 02 02 02 00 01
            attributes_user_read_response | connection=127 att_error=73 value=[6ec9] | 00 05 02 03 7f 49 02 6e c9
            attributes_user_write_response | connection=1 att_error=184 | 00 02 02 04 01 b8
            connection_disconnect | connection=116 | 00 01 03 00 74
            connection_get_rssi | connection=227 | 00 01 03 01 e3
            connection_update | connection=82 interval_min=34530 interval_max=256 latency=53550 timeout=63060 | 00 09 03 02 52 e2 86 00 01 2e d1 54 f6
            connection_version_update | connection=85 | 00 01 03 03 55
            connection_channel_map_get | connection=196 | 00 01 03 04 c4
            connection_channel_map_set | connection=51 map=[] | 00 02 03 05 33 00
            connection_features_get | connection=1 | 00 01 03 06 01
            connection_get_status | connection=255 | 00 01 03 07 ff
            connection_raw_tx | connection=128 data=[a5] | 00 03 03 08 80 01 a5
            attclient_find_by_type_value | connection=137 start=50244 end=59754 uuid=32768 value=[1d] | 00 09 04 00 89 44 c4 6a e9 00 80 01 1d
            attclient_read_by_group_type | connection=127 start=51278 end=60788 uuid=[fb56b1] | 00 09 04 01 7f 4e c8 74 ed 03 fb 56 b1
            attclient_read_by_type | connection=255 start=42802 end=256 uuid=[d9] | 00 07 04 02 ff 32 a7 00 01 01 d9
            attclient_find_information | connection=127 start=34326 end=43836 | 00 05 04 03 7f 16 86 3c ab
            attclient_read_by_handle | connection=1 chrhandle=16340 | 00 03 04 04 01 d4 3f
            attclient_attribute_write | connection=128 atthandle=54380 data=[df3a95] | 00 07 04 05 80 6c d4 03 df 3a 95
            attclient_write_command | connection=78 atthandle=36394 data=[] | 00 04 04 06 4e 2a 8e 00
            attclient_indicate_confirm | connection=7 | 00 01 04 07 07
            attclient_read_long | connection=128 chrhandle=37428 | 00 03 04 08 80 34 92
            attclient_prepare_write | connection=229 atthandle=9932 offset=19442 data=[] | 00 06 04 09 e5 cc 26 f2 4b 00
            attclient_execute_write | connection=195 commit=232 | 00 02 04 0a c3 e8
            attclient_read_multiple | connection=87 handles=[] | 00 02 04 0b 57 00
            sm_encrypt_start | handle=62 bonding=1 | 00 02 05 00 3e 01
            sm_set_bondable_mode | bondable=255 | 00 01 05 01 ff
            sm_delete_bonding | handle=247 | 00 01 05 02 f7
            sm_set_parameters | mitm=128 min_key_size=102 io_capabilities=139 | 00 03 05 03 80 66 8b
            sm_passkey_entry | handle=127 passkey=2731877077 | 00 05 05 04 7f d5 22 d5 a2
            sm_get_bonds | | 00 00 05 05
            sm_set_oob_data | oob=[] | 00 01 05 06 00
            gap_set_privacy_flags | peripheral_privacy=37 central_privacy=255 | 00 02 06 00 25 ff
            gap_set_mode | discover=111 connect=148 | 00 02 06 01 6f 94
            gap_discover | mode=222 | 00 01 06 02 de
            gap_connect_direct | address=C2:FA:80:7F:28:08 addr_type=77 conn_interval_min=39292 conn_interval_max=48802 timeout=255 latency=2286 | 00 0f 06 03 08 28 7f 80 fa c2 4d 7c 99 a2 be ff 00 ee 08
            gap_end_procedure | | 00 00 06 04
            gap_connect_selective | conn_interval_min=40326 conn_interval_max=49836 timeout=59346 latency=256 | 00 08 06 05 86 9d ac c2 d2 e7 00 01
            gap_set_filtering | scan_policy=1 adv_policy=120 scan_duplicate_filtering=157 | 00 03 06 06 01 78 9d
            gap_set_scan_parameters | scan_interval=4354 scan_window=32767 active=128 | 00 05 06 07 02 11 ff 7f 80
            gap_set_adv_parameters | adv_interval_min=42394 adv_interval_max=128 adv_channels=197 | 00 05 06 08 9a a5 80 00 c5
            gap_set_adv_data | set_scanrsp=1 adv_data=[] | 00 02 06 09 01 00
            gap_set_directed_connectable_mode | address=C2:FA:80:7F:7E:26 addr_type=163 | 00 07 06 0a 26 7e 7f 80 fa c2 a3
            hardware_io_port_config_irq | port=21 enable_bits=255 falling_edge=95 | 00 03 07 00 15 ff 5f
            hardware_set_soft_timer | time=2896768169 handle=206 single_shot=243 | 00 06 07 01 a9 2c a9 ac ce f3
            hardware_adc_read | input=61 decimation=98 reference_selection=1 | 00 03 07 02 3d 62 01
            hardware_io_port_config_direction | port=209 direction=255 | 00 02 07 03 d1 ff
            hardware_io_port_config_function | port=64 function=128 | 00 02 07 04 40 80
            hardware_io_port_config_pull | port=175 tristate_mask=127 pull_up=249 | 00 03 07 05 af 7f f9
            hardware_io_port_write | port=1 mask=104 data=141 | 00 03 07 06 01 68 8d
            hardware_io_port_read | port=215 mask=252 | 00 02 07 07 d7 fc
            hardware_spi_config | channel=127 polarity=181 phase=218 bit_order=1 baud_e=36 baud_m=73 | 00 06 07 08 7f b5 da 01 24 49
            hardware_spi_transfer | channel=147 data=[] | 00 02 07 09 93 00
            hardware_i2c_read | address=127 stop=113 length=150 | 00 03 07 0a 7f 71 96
            hardware_i2c_write | address=5 stop=255 data=[4faa05] | 00 06 07 0b 05 ff 03 4f aa 05
            hardware_set_txpower | power=128 | 00 01 07 0c 80
            hardware_timer_comparator | timer=190 channel=227 mode=127 comparator_value=25238 | 00 05 07 0d be e3 7f 96 62
            test_phy_tx | channel=122 length=159 type=127 | 00 03 08 00 7a 9f 7f
            test_phy_rx | channel=233 | 00 01 08 01 e9
            test_phy_end | | 00 00 08 02
            test_phy_reset | | 00 00 08 03
            test_get_channel_map | | 00 00 08 04
            test_debug | input=[] | 00 01 08 05 00
            system_aes_setkey | key=[] | 00 01 00 0f 00
            system_aes_encrypt | data=[11] | 00 02 00 10 01 11
            system_aes_decrypt | data=[5bb611] | 00 04 00 11 03 5b b6 11
            system_usb_enumeration_status_get | | 00 00 00 12
            system_get_bootloader_crc | | 00 00 00 13
            system_delay_reset | boot_in_dfu=20 ms=29374 | 00 03 00 14 14 be 72
            dfu_reset | dfu=255 | 00 01 09 00 ff
            dfu_flash_set_address | address=3095607427 | 00 04 09 01 83 38 83 b8
            dfu_flash_upload | data=[cd] | 00 02 09 02 01 cd
            dfu_flash_upload_finish | | 00 00 09 03
            """;

    @TestFactory
    List<DynamicTest> everyRowIsTheseBytes() {
        return MessageBytes.tests(Kind.COMMAND, ROWS);
    }

    @Test
    void noRowIsMissing() {
        assertEquals(MessageBytes.tableNames(Kind.COMMAND), MessageBytes.names(ROWS));
    }
}
