package nbe.referenceagent.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    @ParameterizedTest
    @ValueSource(strings = {"111E11111111111", "{\"operation\":\"lookup\",\"payload\":{\"a\":-1.5e-99999999999}}"})
    void aNumberTooLargeForAnyComputerIsAMalformedMessage(String text) throws MalformedMessage {
        MalformedMessage refused = assertThrows(MalformedMessage.class, () -> Message.parse(text));
        assertTrue(refused.getMessage().contains("number"), refused.getMessage());
        assertEquals(Message.MALFORMED, Message.parse(refused.answer()).status());
    }

    @Test
    void anExchangeThatIsANumberComesBackAsItWasWritten() throws MalformedMessage {
        Message message = Message.parse("{\"operation\":\"lookup\",\"exchange\":1.50}");
        assertTrue(message.answer(Message.empty()).contains("\"exchange\":1.50,"), message.answer(Message.empty()));
    }
}
