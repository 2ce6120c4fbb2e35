package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each response is on the wire: name, fields and bytes, written from the vendor's definition and not from the table. */
class ResponseBytesTest {
    private static final String ROWS = """
            system_hello | | 00 00 00 01
            system_address_get | address=C2:FA:80:7F:4A:02 | 00 06 00 02 02 4a 7f 80 fa c2
            system_reg_write | result=47550 | 00 02 00 03 be b9
            system_reg_read | address=1034 value=40 | 00 03 00 04 0a 04 28
            system_get_counters | txok=128 txretry=114 rxok=151 rxfail=127 mbuf=225 | 00 05 00 05 80 72 97 7f e1
            system_get_connections | maxconn=6 | 00 01 00 06 06
            system_read_memory | address=2188706421 data=[9af5] | 00 07 00 07 75 02 75 82 02 9a f5
            system_get_info | major=49618 minor=65535 patch=3102 build=12612 ll_version=22122 protocol_version=127 hw=157 | 00 0c 00 08 d2 c1 ff ff 1e 0c 44 31 6a 56 7f 9d
            system_endpoint_tx | result=127 | 00 02 00 09 7f 00
            system_whitelist_append | result=32666 | 00 02 00 0a 9a 7f
            system_whitelist_remove | result=61196 | 00 02 00 0b 0c ef
            system_whitelist_clear | | 00 00 00 0c
            system_endpoint_rx | result=24190 data=[7ed9] | 00 05 00 0d 7e 5e 02 7e d9
            system_endpoint_set_watermarks | result=6204 | 00 02 00 0e 3c 18
            flash_ps_defrag | | 00 00 01 00
            flash_ps_dump | | 00 00 01 01
            flash_ps_erase_all | | 00 00 01 02
            flash_ps_save | result=36802 | 00 02 01 03 c2 8f
            flash_ps_load | result=55822 value=[f651] | 00 05 01 04 0e da 02 f6 51
            flash_ps_erase | | 00 00 01 05
            flash_erase_page | result=28326 | 00 02 01 06 a6 6e
            flash_write_words | | 00 00 01 07
            attributes_write | result=38870 | 00 02 02 00 d6 97
            attributes_read | handle=65535 offset=11374 result=20884 value=[6bc621] | 00 0a 02 01 ff ff 6e 2c 94 51 03 6b c6 21
            attributes_read_type | handle=49414 result=58924 value=[ff5ab5] | 00 08 02 02 06 c1 2c e6 03 ff 5a b5
            attributes_user_read_response | | 00 00 02 03
            attributes_user_write_response | | 00 00 02 04
            connection_disconnect | connection=153 result=52516 | 00 03 03 00 99 24 cd
            connection_get_rssi | connection=8 rssi=-50 | 00 02 03 01 08 ce
            connection_update | connection=1 result=127 | 00 03 03 02 01 7f 00
            connection_version_update | connection=255 result=45074 | 00 03 03 03 ff 12 b0
            connection_channel_map_get | connection=128 map=[0e69] | 00 04 03 04 80 02 0e 69
            connection_channel_map_set | connection=125 result=46108 | 00 03 03 05 7d 1c b4
            connection_features_get | connection=236 result=9102 | 00 03 03 06 ec 8e 23
            connection_get_status | connection=91 | 00 01 03 07 5b
            connection_raw_tx | connection=202 | 00 01 03 08 ca
            attclient_find_by_type_value | connection=66 result=32258 | 00 03 04 00 42 02 7e
            attclient_read_by_group_type | connection=32 result=23782 | 00 03 04 01 20 e6 5c
            attclient_read_by_type | connection=254 result=15306 | 00 03 04 02 fe ca 3b
            attclient_find_information | connection=1 result=32767 | 00 03 04 03 01 ff 7f
            attclient_read_by_handle | connection=75 result=128 | 00 03 04 04 4b 80 00
            attclient_attribute_write | connection=127 result=17374 | 00 03 04 05 7f de 43
            attclient_write_command | connection=189 result=64924 | 00 03 04 06 bd 9c fd
            attclient_indicate_confirm | result=65535 | 00 02 04 07 ff ff
            attclient_read_long | connection=155 result=256 | 00 03 04 08 9b 00 01
            attclient_prepare_write | connection=121 result=47972 | 00 03 04 09 79 64 bb
            attclient_execute_write | connection=128 result=20476 | 00 03 04 0a 80 fc 4f
            attclient_read_multiple | connection=161 result=58516 | 00 03 04 0b a1 94 e4
            sm_encrypt_start | handle=136 result=53142 | 00 03 05 00 88 96 cf
            sm_set_bondable_mode | | 00 00 05 01
            sm_delete_bonding | result=32768 | 00 02 05 02 00 80
            sm_set_parameters | | 00 00 05 03
            sm_passkey_entry | result=7660 | 00 02 05 04 ec 1d
            sm_get_bonds | bonds=1 | 00 01 05 05 01
            sm_set_oob_data | | 00 00 05 06
            gap_set_privacy_flags | | 00 00 06 00
            gap_set_mode | result=57278 | 00 02 06 01 be df
            gap_discover | result=10762 | 00 02 06 02 0a 2a
            gap_connect_direct | result=11796 connection_handle=43 | 00 03 06 03 14 2e 2b
            gap_end_procedure | result=65535 | 00 02 06 04 ff ff
            gap_connect_selective | result=12830 connection_handle=46 | 00 03 06 05 1e 32 2e
            gap_set_filtering | result=60380 | 00 02 06 06 dc eb
            gap_set_scan_parameters | result=32884 | 00 02 06 07 74 80
            gap_set_adv_parameters | result=5388 | 00 02 06 08 0c 15
            gap_set_adv_data | result=33918 | 00 02 06 09 7e 84
            gap_set_directed_connectable_mode | result=255 | 00 02 06 0a ff 00
            hardware_io_port_config_irq | result=127 | 00 02 07 00 7f 00
            hardware_set_soft_timer | result=32767 | 00 02 07 01 ff 7f
            hardware_adc_read | result=128 | 00 02 07 02 80 00
            hardware_io_port_config_direction | result=19034 | 00 02 07 03 5a 4a
            hardware_io_port_config_function | result=47564 | 00 02 07 04 cc b9
            hardware_io_port_config_pull | result=20068 | 00 02 07 05 64 4e
            hardware_io_port_write | result=58108 | 00 02 07 06 fc e2
            hardware_io_port_read | result=21102 port=70 data=107 | 00 04 07 07 6e 52 46 6b
            hardware_spi_config | result=41156 | 00 02 07 08 c4 a0
            hardware_spi_transfer | result=4150 channel=2 data=[2782dd] | 00 07 07 09 36 10 02 03 27 82 dd
            hardware_i2c_read | result=61210 data=[] | 00 03 07 0a 1a ef 00
            hardware_i2c_write | written=116 | 00 01 07 0b 74
            hardware_set_txpower | | 00 00 07 0c
            hardware_timer_comparator | result=34748 | 00 02 07 0d bc 87
            test_phy_tx | | 00 00 08 00
            test_phy_rx | | 00 00 08 01
            test_phy_end | counter=17796 | 00 02 08 02 84 45
            test_phy_reset | | 00 00 08 03
            test_get_channel_map | channel_map=[338ee9] | 00 04 08 04 03 33 8e e9
            test_debug | output=[7d] | 00 02 08 05 01 7d
            system_aes_setkey | | 00 00 00 0f
            system_aes_encrypt | data=[3691] | 00 03 00 10 02 36 91
            system_aes_decrypt | data=[] | 00 01 00 11 00
            system_usb_enumeration_status_get | result=56870 status=202 | 00 03 00 12 26 de ca
            system_get_bootloader_crc | crc=10354 | 00 02 00 13 72 28
            system_delay_reset | | 00 00 00 14
            dfu_flash_set_address | result=127 | 00 02 09 01 7f 00
            dfu_flash_upload | result=11388 | 00 02 09 02 7c 2c
            dfu_flash_upload_finish | result=20898 | 00 02 09 03 a2 51
            """;

    @TestFactory
    List<DynamicTest> everyRowIsTheseBytes() {
        return MessageBytes.tests(Kind.RESPONSE, ROWS);
    }

    @Test
    void noRowIsMissing() {
        assertEquals(MessageBytes.tableNames(Kind.RESPONSE), MessageBytes.names(ROWS));
    }
}
