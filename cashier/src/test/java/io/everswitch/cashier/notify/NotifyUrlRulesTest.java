package io.everswitch.cashier.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyUrlRulesTest {
    private static final NotifyUrlRules PRIVATE_TOO = new NotifyUrlRules(true, Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/hooks?key=1&x=%20",
                "http://shop.example.com",
                "HTTPS://Shop.Example.COM:8443/a/b",
                "https://8.8.8.8/hook",
                "https://[2606:4700::1111]/hook",
                "https://xn--fiqs8s.example.cn/"
            })
    void check_publicAddress_isGood(String url) {
        assertNull(NotifyUrlRules.DEFAULT.check(url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                | http:// or https://",
                "shop.example.com/hook             | http:// or https://",
                "ftp://shop.example.com/           | http:// or https://",
                "file:///etc/passwd                | http:// or https://",
                "javascript:alert(1)               | http:// or https://",
                "http:///hook                      | host name",
                "http:hook                         | host name",
                "http://                           | valid URL",
                "http://user:pw@shop.example.com/  | user name",
                "http://user@shop.example.com/     | user name",
                "http://shop.example.com@127.0.0.1/| user name",
                "http://a_b.example.com/           | host name",
                "http://shop.example.com:25/       | allowed port",
                "http://shop.example.com:0/        | allowed port",
                "http://shop.example.com:65536/    | allowed port",
                "http://shop.example.com:/         | allowed port",
                "http://shop.example.com/#x        | fragment",
                "http://shop.example.com\\@evil/   | valid URL",
                "http://shop.example.com/a b       | visible ASCII",
                "http://商店.example.com/           | visible ASCII",
                "http://shop.example.com./         | dot at its end",
                "http://localhost/                 | local name",
                "http://shop.localhost/            | local name",
                "http://metadata.google.internal/  | local name",
                "http://intranet/                  | local name",
                "http://printer.local/             | local name"
            })
    void check_badUrl_saysWhat(String url, String part) {
        String error = NotifyUrlRules.DEFAULT.check(url);

        assertNotNull(error, url);
        assertTrue(error.contains(part), url + ": " + error);
        assertFalse(error.contains("pw"), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://127.0.0.1./",
                "http://127.0.0.0x1/",
                "http://[::1%25lo]/",
                "http://[::ffff:127.0.0.1%25eth0]/",
                "http://256.1.1.1/",
                "http://1.2.3.4.5/"
            })
    void check_oddFormOfAnAddress_isRefusedAlwaysAndByBothLayers(String url) {
        assertNotNull(NotifyUrlRules.DEFAULT.check(url));
        assertNotNull(PRIVATE_TOO.check(url));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, private",
        "10.255.255.255, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.169.254, link-local",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "0.0.0.0, reserved",
        "0.1.2.3, reserved",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "192.0.0.8, reserved",
        "192.0.2.1, reserved",
        "198.18.0.1, reserved",
        "198.19.255.255, reserved",
        "198.51.100.7, reserved",
        "203.0.113.9, reserved",
        "192.88.99.1, reserved",
        "::1, loopback",
        "::, reserved",
        "::ffff:10.0.0.1, private",
        "::ffff:127.0.0.1, loopback",
        "::ffff:169.254.169.254, link-local",
        "fc00::1, unique-local",
        "fdff:ffff::1, unique-local",
        "fe80::1, link-local",
        "fec0::1, link-local",
        "ff02::1, multicast",
        "64:ff9b::a00:1, private",
        "64:ff9b:1::1, reserved",
        "2001:db8::1, reserved",
        "2001:0:1::1, reserved",
        "2002:7f00:1::1, reserved",
        "3fff:1::1, reserved",
        "100::1, reserved",
        "4000::1, reserved"
    })
    void refusal_addressOfNobodysServer_namesTheRange(String text, String reason) throws UnknownHostException {
        String refusal = NotifyUrlRules.DEFAULT.refusal(InetAddress.getAllByName(text)[0]);

        assertNotNull(refusal, text);
        assertTrue(refusal.startsWith(reason), text + ": " + refusal);
        String error = NotifyUrlRules.DEFAULT.check("http://" + (text.contains(":") ? "[" + text + "]" : text) + "/");
        assertEquals("must not lead to a " + refusal, error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "192.167.0.1",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "126.255.255.255",
                "128.0.0.0",
                "2606:4700::1111",
                "2a00::1",
                "2001:4860::8888",
                "64:ff9b::808:808"
            })
    void refusal_neighboursOfTheRanges_arePublic(String text) throws UnknownHostException {
        assertNull(NotifyUrlRules.DEFAULT.refusal(InetAddress.getAllByName(text)[0]), text);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "192.168.0.9, true",
        "100.64.0.1, true",
        "::1, true",
        "fd00::1, true",
        "169.254.169.254, false",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "fe80::1, false",
        "ff02::1, false",
        "::, false",
        "64:ff9b::a9fe:a9fe, false"
    })
    void refusal_privateAllowed_opensOnlyWhatCompaniesUse(String text, boolean allowed) throws UnknownHostException {
        assertEquals(allowed, PRIVATE_TOO.refusal(InetAddress.getAllByName(text)[0]) == null, text);
    }

    @Test
    void check_privateAllowed_takesLocalNames() {
        assertNull(PRIVATE_TOO.check("http://localhost:8070/webhooks"));
        assertNull(PRIVATE_TOO.check("http://127.0.0.1:8070/webhooks"));
        assertNull(PRIVATE_TOO.check("http://shop/webhooks"));
    }

    @Test
    void check_portsGiven_takesOnlyThese() {
        NotifyUrlRules only443 = new NotifyUrlRules(false, Set.of(443));

        assertNull(only443.check("https://shop.example.com/"));
        assertNotNull(only443.check("http://shop.example.com/"));
        assertNotNull(only443.check("https://shop.example.com:8443/"));
    }

    @Test
    void check_tooLong_isRefused() {
        String base = "https://shop.example.com/";
        assertNull(NotifyUrlRules.DEFAULT.check(base + "a".repeat(2_048 - base.length())));
        assertNotNull(NotifyUrlRules.DEFAULT.check(base + "a".repeat(2_049 - base.length())));
    }
}
