package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.net.TlsConnection;
import nbe.testing.LogLines;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Java would let pass, or would refuse in words that do not help. */
@Timeout(60)
class TlsTrustIT extends TlsConnection {
    private static final TestCertificate RSA_CA =
            TestCertificate.named("CN=RSA CA").authority().key("RSA").make();

    private void refused(TestCertificate server, TestCertificate trusted, String... words) throws Exception {
        for (String version : TlsAttempt.PROTOCOLS) {
            connect(
                    server.server(server.chain, null, version),
                    peer -> peer.upgrade().readToEnd(),
                    Optional.of(trusted.pem(directory, "trusted.pem")));
            lost(Kind.TLS, words);
            close();
        }
    }

    private void taken(TestCertificate server, TestCertificate trusted) throws Exception {
        for (String version : TlsAttempt.PROTOCOLS) {
            connect(
                    server.server(server.chain, null, version),
                    peer -> peer.upgrade().readToEnd(),
                    Optional.of(trusted.pem(directory, "trusted.pem")));
            events.next(Opened.class);
            close();
            lost(Kind.CLOSED_BY_US);
        }
    }

    private static TestCertificate.Recipe agent() {
        return TestCertificate.named("CN=agent");
    }

    private static TestCertificate.Recipe sub() {
        return TestCertificate.named("CN=Plant Sub CA").authority();
    }

    // ---- keys

    @Test
    void anRsaKeyOf1024BitsIsRefused() throws Exception {
        refused(
                agent().key("RSA", 1024).by(CA).make(),
                CA,
                "its certificate CN=agent (issued by CN=Plant CA) has an RSA key of 1024 bits; 2048 are the least");
    }

    @Test
    void anRsaKeyOf2040BitsIsRefused() throws Exception {
        refused(agent().key("RSA", 2040).by(CA).make(), CA, "an RSA key of 2040 bits");
    }

    @Test
    void anIntermediateWithAShortKeyIsRefused() throws Exception {
        for (String algorithm : List.of("RSA", "DSA")) {
            refused(
                    agent().by(sub().key(algorithm, 1024).by(CA).make()).make(),
                    CA,
                    "the certificate above its own, CN=Plant Sub CA",
                    algorithm + " key of 1024 bits");
        }
    }

    @Test
    void anAuthorityWithAShortKeyIsRefused() throws Exception {
        for (String algorithm : List.of("RSA", "DSA")) {
            TestCertificate small = TestCertificate.named("CN=Old CA")
                    .authority()
                    .key(algorithm, 1024)
                    .make();
            refused(
                    agent().by(small).make(),
                    small,
                    "the authority CN=Old CA, which is trusted here, has a",
                    algorithm + " key of 1024 bits");
        }
    }

    @Test
    void aSelfSignedCertificateInCaFileMustHaveALongKeyAsWell() throws Exception {
        TestCertificate own = agent().key("RSA", 1024).make();
        refused(own, own, "an RSA key of 1024 bits");
    }

    @Test
    void keysOf2048BitsAreTaken() throws Exception {
        taken(agent().key("RSA").by(RSA_CA).make(), RSA_CA);
    }

    @Test
    void aClientCertificateWithAShortKeyIsNamed() throws Exception {
        clientCertificate(
                TestCertificate.named("CN=endpoint 7").key("RSA", 1024).by(CA).make());
        connect(GOOD.server(GOOD.chain, CA), peer -> peer.upgrade().readToEnd());
        lost(Kind.TLS, "cert_file ", "client.pem: CN=endpoint 7 has an RSA key of 1024 bits", "A new one is needed");
    }

    // ---- SHA-1

    @Test
    void aCertificateSignedWithSha1IsRefused() throws Exception {
        refused(
                agent().by(CA).signedWith("SHA1").make(),
                CA,
                "its certificate CN=agent (issued by CN=Plant CA) is signed with a hash that can be forged (SHA1withECDSA");
        refused(agent().key("RSA").by(RSA_CA).signedWith("SHA1").make(), RSA_CA, "SHA1withRSA");
    }

    @Test
    void anIntermediateSignedWithSha1IsRefused() throws Exception {
        refused(
                agent().by(sub().by(CA).signedWith("SHA1").make()).make(),
                CA,
                "the certificate above its own, CN=Plant Sub CA",
                "SHA1withECDSA");
    }

    @Test
    void aSelfSignedCertificateInCaFileMustNotBeSignedWithSha1() throws Exception {
        TestCertificate own = agent().signedWith("SHA1").make();
        refused(own, own, "SHA1withECDSA");
    }

    @Test
    void theSignatureOfAnAuthorityByItselfProvesNothingAndIsNotLookedAt() throws Exception {
        TestCertificate old = TestCertificate.named("CN=Old CA")
                .authority()
                .signedWith("SHA1")
                .make();
        taken(agent().by(old).make(), old);
    }

    // ---- names

    @Test
    void aNameThatStandsInTheCommonNameOnlyIsRefused() throws Exception {
        refused(
                TestCertificate.named("CN=localhost").by(CA).hosts().make(),
                CA,
                "for no host name at all, not for localhost",
                "its common name localhost does not count");
        refused(
                TestCertificate.named("CN=localhost").by(CA).hosts("10.1.2.3").make(),
                CA,
                "for 10.1.2.3, not for localhost",
                "its common name localhost does not count");
    }

    @Test
    void aWildcardCountsOnlyAsTheWholeLeftMostLabel() throws Exception {
        host = "agent.plant.example";
        for (String pattern : List.of(
                "a*.plant.example",
                "*t.plant.example",
                "a*t.plant.example",
                "agent.*.example",
                "*.*.example",
                "agent.plant.*",
                "*.example",
                "*")) {
            refused(agent().by(CA).hosts(pattern).make(), CA, "for " + pattern + ", not for agent.plant.example");
        }
        refused(
                agent().by(CA).hosts("a*.plant.example").make(),
                CA,
                "in a*.plant.example the wildcard does not count: it must be all that stands before the first dot");
        taken(agent().by(CA).hosts("*.plant.example").make(), CA);
        taken(agent().by(CA).hosts("AGENT.Plant.example").make(), CA);
    }

    @Test
    void anAddressThatStandsAsAHostNameIsToldSo() throws Exception {
        host = "127.0.0.1";
        TestCertificate text = agent().by(CA).dnsNames("127.0.0.1").make();
        refused(text, CA, "127.0.0.1 stands there as a host name, and counts only as an IP address");
    }

    @Test
    void oneMalformedEntryAmongTheNamesIsToldAsTheCause() throws Exception {
        // an IP address as text, where its four bytes belong
        byte[] text = "192.168.100.17".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        refused(
                agent().by(CA).hosts("localhost").address(text).make(),
                CA,
                "subjectAltName) cannot be read: entry 2 is an IP address of 14 bytes, where 4 or 16 are allowed");
    }

    @Test
    void anUnderscoreInTheNameIsToldAsWhatJavaDoesNotTake() throws Exception {
        host = "agent_7.plant.example";
        refused(
                agent().by(CA).hosts("*.plant.example", host).make(),
                CA,
                "Java verifies no host name with an underscore, as in agent_7.plant.example");
    }

    // ---- chains

    @Test
    void anAuthoritysCertificateBeforeTheServersOwnIsToldSo() throws Exception {
        TestCertificate below = agent().by(sub().by(CA).make()).make();
        List<X509Certificate> wrongWay = new ArrayList<>(below.chain);
        java.util.Collections.reverse(wrongWay);
        connect(below.server(wrongWay, null), peer -> peer.upgrade().readToEnd());
        lost(
                Kind.TLS,
                "the first certificate that it sends, CN=Plant Sub CA, is that of an authority, and its own, CN=agent, comes after it");
    }

    @Test
    void anIntermediateOfAnotherIssuerIsToldAsWrong() throws Exception {
        TestCertificate below = agent().by(sub().by(CA).make()).make();
        TestCertificate other =
                TestCertificate.named("CN=Office Sub CA").authority().by(CA).make();
        connect(
                below.server(List.of(below.certificate, other.certificate), null),
                peer -> peer.upgrade().readToEnd());
        lost(
                Kind.TLS,
                "the issuer of its certificate, CN=Plant Sub CA, is not trusted here",
                "belongs to others: CN=Office Sub CA");
    }

    @Test
    void intermediatesInAWrongOrderAreTaken() throws Exception {
        TestCertificate upper =
                TestCertificate.named("CN=Upper").authority().by(CA).make();
        TestCertificate lower =
                TestCertificate.named("CN=Lower").authority().by(upper).make();
        TestCertificate below = agent().by(lower).make();
        connect(
                below.server(List.of(below.certificate, upper.certificate, lower.certificate), null),
                peer -> peer.upgrade().readToEnd());
        events.next(Opened.class);
    }

    @Test
    void anIssuerThatIsNoAuthorityIsToldSo() throws Exception {
        TestCertificate none = TestCertificate.named("CN=Plant Server").make();
        refused(agent().by(none).make(), none, "and CN=Plant Server is trusted, but is no authority");
    }

    // ---- dates of authorities

    @Test
    void anExpiredAuthorityInCaFileIsWarnedOfAndTaken() throws Exception {
        Instant end = Instant.parse("2021-02-03T04:05:06Z");
        TestCertificate old = TestCertificate.named("CN=Old CA")
                .authority()
                .valid(Instant.parse("2020-01-01T00:00:00Z"), end)
                .make();
        TestCertificate server = agent().by(old).make();
        Path caFile = old.pem(directory, "old.pem");
        try (LogLines lines = LogLines.of("agent")) {
            connect(server.server(server.chain, null), peer -> peer.upgrade().readToEnd(), Optional.of(caFile));
            events.next(Opened.class);
            transport.connect(2);
            events.next(Opened.class);
            assertEquals(1, lines.warnings().size(), "once a day: " + lines);
            assertTrue(
                    lines.warnings()
                            .get(0)
                            .startsWith("in ca_file CN=Old CA expired at 2021-02-03T04:05:06Z; the clock"),
                    lines.toString());
        }
        List<String> told =
                new TlsSettings(Optional.of(caFile), Optional.empty(), Optional.empty()).warnings(Instant.now());
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).startsWith("in ca_file CN=Old CA expired at 2021-02-03T04:05:06Z"), told.get(0));
    }

    @Test
    void anAuthorityThatIsAboutToExpireIsWarnedOf() throws Exception {
        Instant now = Instant.parse("2026-11-22T10:15:30Z");
        TestCertificate soon = TestCertificate.named("CN=Soon")
                .authority()
                .valid(now.minus(Duration.ofDays(300)), now.plus(Duration.ofDays(13)))
                .make();
        TlsSettings settings =
                new TlsSettings(Optional.of(soon.pem(directory, "soon.pem")), Optional.empty(), Optional.empty());
        assertTrue(settings.warnings(now).get(0).contains("CN=Soon expires at 2026-12-05T10:15:30Z"));
        assertEquals(List.of(), settings.warnings(now.minus(Duration.ofDays(2))));
    }
}
