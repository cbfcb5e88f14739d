package io.everswitch.cashier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Every state of the page on every kind of screen: it fits, the console is quiet, and a picture is kept for people. */
class ScreenshotTest {
    @ParameterizedTest
    @CsvSource({
        "desktop, en, light",
        "desktop, zh, dark",
        "phone, zh, light",
        "phone, en, dark",
        "small, en, light",
    })
    void page_everyState_fitsTheScreen(String screen, String language, String look) throws IOException {
        // Two kinds of screen find what breaks; all pictures are for people, and cost a minute:
        // -Deverswitch.screenshots=all
        assumeTrue(
                (language.equals("en") && look.equals("light"))
                        || "all".equals(System.getProperty("everswitch.screenshots")),
                "asked for by -Deverswitch.screenshots=all only");
        try (Browser browser = Browser.start();
                StubSwitch backend = new StubSwitch()) {
            switch (screen) {
                case "desktop" -> browser.desktop();
                case "phone" -> browser.phone();
                default -> browser.smallPhone();
            }
            browser.look(look.equals("dark"), true);
            String suffix = "-" + screen + "-" + language + "-" + look;
            for (Map.Entry<String, Consumer<ObjectNode>> state : states(backend).entrySet()) {
                backend.reset();
                backend.prepare(state.getValue());
                browser.open(backend.url("?lang=" + language));
                browser.await(By.cssSelector("main:not([data-view=loading])"));
                browser.assertFitsWidth();
                browser.screenshot(state.getKey() + suffix);
            }
            typed(browser, backend, language, suffix);
            browser.open(backend.origin() + "/cashier/none?lang=" + language);
            browser.complaints();
            browser.awaitView("missing");
            browser.screenshot("missing" + suffix);
        }
    }

    private static void typed(Browser browser, StubSwitch backend, String language, String suffix) {
        backend.reset();
        browser.open(backend.url("?lang=" + language));
        browser.awaitView("form");
        browser.type("number", "4111 1111 1111 1112");
        browser.type("expiry", "0124");
        browser.type("cvc", "12", Keys.TAB);
        browser.element("pay").click();
        browser.assertFitsWidth();
        browser.screenshot("form-errors" + suffix);
        browser.element("method-bank_account").sendKeys(Keys.SPACE);
        browser.type("bank", language.equals("zh") ? "银" : "bay");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        browser.assertFitsWidth();
        browser.screenshot("form-bank" + suffix);
        assertEquals(List.of(), browser.complaints());
    }

    private static Map<String, Consumer<ObjectNode>> states(StubSwitch backend) {
        Consumer<ObjectNode> back =
                p -> p.put("return_url", backend.origin() + "/shop").put("masked_means", "visa •••• 1111");
        Map<String, Consumer<ObjectNode>> states = new LinkedHashMap<>();
        states.put("form", p -> {});
        states.put(
                "form-last-minute",
                p -> p.put("expires_at", Instant.now().plusSeconds(45).toString()));
        states.put(
                "form-long-texts",
                p -> p.put("merchant_name", "The Very Long Name of a Merchant & Daughters, Wholesale")
                        .put("description", "An order with many words, " + "unbreakable".repeat(8))
                        .put("merchant_order_id", "ORDER-" + "0123456789".repeat(5))
                        .put("amount", 999_999_999_999L));
        states.put("declined-funds", StubSwitch.declined("51"));
        states.put("declined-unavailable", StubSwitch.declined("91"));
        states.put("processing", StubSwitch.status("processing").andThen(back));
        states.put("unknown", StubSwitch.unknown(Instant.now().plusSeconds(30)));
        states.put("succeeded", StubSwitch.status("succeeded").andThen(p -> p.put("masked_means", "visa •••• 1111")));
        states.put("succeeded-return", StubSwitch.status("succeeded").andThen(back));
        states.put(
                "failed",
                StubSwitch.declined("05").andThen(StubSwitch.status("failed")).andThen(back));
        states.put("canceled", StubSwitch.status("canceled").andThen(back));
        states.put("expired", StubSwitch.status("expired"));
        return states;
    }
}
