package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,    127.0.0.1:7070,        true
            127.0.0.1,    localhost:7070,        true
            127.0.0.1,    LocalHost:7070,        true
            127.0.0.1,    [::1]:7070,            true
            127.0.0.1,    127.0.0.1,             false
            127.0.0.1,    localhost,             false
            127.0.0.1,    127.0.0.1:7071,        false
            127.0.0.1,    127.0.0.2:7070,        false
            127.0.0.1,    evil.example:7070,     false
            127.0.0.1,    localhost.evil:7070,   false
            127.0.0.1,    localhost:7070:7070,   false
            127.0.0.1,    '',                    false
            127.0.0.1,    :7070,                 false
            192.168.1.5,  192.168.1.5:7070,      true
            192.168.1.5,  192.168.1.6:7070,      false
            0.0.0.0,      192.168.1.5:7070,      true
            0.0.0.0,      intranet:7070,         false
            0.0.0.0,      [fe80::1]:7070,        true
            ::1,          [::1]:7070,            true
            """)
    void knowsItsOwnAddresses(String bound, String host, boolean allowed) {
        assertThat(new Gate(bound, 7070, List.of()).allowsHost(host)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://127.0.0.1:7070,          true
            http://localhost:7070,          true
            http://ok.example,              true
            HTTP://OK.EXAMPLE,              true
            http://ok.example:81,           false
            https://ok.example,             false
            http://ok.example.evil,         false
            https://127.0.0.1:7070,         false
            http://127.0.0.1:7071,          false
            http://localhost:7070/path,     false
            http://user@localhost:7070,     false
            http://evil.example,            false
            null,                           false
            '',                             false
            file://,                        false
            http://,                        false
            http://[,                       false
            """)
    void knowsItsOwnAndTheAllowedOrigins(String origin, boolean allowed) {
        Gate gate = new Gate("127.0.0.1", 7070, List.of("http://ok.example/"));

        assertThat(gate.allowsOrigin(origin, "127.0.0.1:7070")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"80, 127.0.0.1, true", "80, localhost, true", "7070, localhost, false"})
    void aHostWithoutAPortMeansPort80(int port, String host, boolean allowed) {
        assertThat(new Gate("127.0.0.1", port, List.of()).allowsHost(host)).isEqualTo(allowed);
    }
}
