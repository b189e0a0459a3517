package org.empathyworkbench.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.ChatPrompt;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.KeyPlace;
import org.empathyworkbench.endpoint.Limits;
import org.empathyworkbench.endpoint.Price;
import org.empathyworkbench.setting.Settings;

/** An outside model as edited in its form. An entered key is passed to the key store and not kept here. */
public final class EndpointDraft {
    private final Endpoint before;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty model = new SimpleStringProperty("");
    private final ObjectProperty<KeyPlace> key = new SimpleObjectProperty<>(KeyPlace.NONE);
    private final StringProperty typedKey = new SimpleStringProperty("");
    private final StringProperty variable = new SimpleStringProperty("");
    private final BooleanProperty unencrypted = new SimpleBooleanProperty();
    private final StringProperty pricePrompt = new SimpleStringProperty("");
    private final StringProperty priceCompletion = new SimpleStringProperty("");
    private final StringProperty currency = new SimpleStringProperty("");
    private final StringProperty proxy = new SimpleStringProperty("");
    private final StringProperty timeout = new SimpleStringProperty("");
    private final StringProperty attempts = new SimpleStringProperty("");
    private final StringProperty perMinute = new SimpleStringProperty("");
    private final StringProperty parallel = new SimpleStringProperty("");
    private final StringProperty prompt = new SimpleStringProperty(ChatPrompt.TWO_SHOT);
    private final ObjectProperty<ChatSettings> settings = new SimpleObjectProperty<>(ChatSettings.standard());

    private final BooleanProperty unwrap = new SimpleBooleanProperty(true);

    private EndpointDraft(Endpoint before) {
        this.before = before;
        Limits limits = before == null ? Limits.DEFAULT : before.limits();
        timeout.set(String.valueOf(limits.timeoutSeconds()));
        attempts.set(String.valueOf(limits.attempts()));
        perMinute.set(String.valueOf(limits.requestsPerMinute()));
        parallel.set(String.valueOf(limits.parallel()));
        if (before == null) return;
        name.set(before.name());
        address.set(before.address().toString());
        model.set(before.model());
        key.set(before.key());
        variable.set(before.keyVariable());
        unencrypted.set(before.unencrypted());
        pricePrompt.set(plain(before.price().prompt()));
        priceCompletion.set(plain(before.price().completion()));
        currency.set(before.price().currency());
        proxy.set(before.shownProxy());
        unwrap.set(before.unwrap());
        prompt.set(before.prompt());
        settings.set(before.settings());
    }

    public static EndpointDraft empty() { return new EndpointDraft(null); }

    public static EndpointDraft of(Endpoint endpoint) { return new EndpointDraft(endpoint); }

    public boolean isNew() { return before == null; }

    /** Null for a new one. */
    Endpoint before() { return before; }

    public StringProperty nameProperty() { return name; }

    public StringProperty addressProperty() { return address; }

    public StringProperty modelProperty() { return model; }

    public ObjectProperty<KeyPlace> keyProperty() { return key; }

    /** The entered key; empty to keep the stored one. */
    public StringProperty typedKeyProperty() { return typedKey; }

    public StringProperty variableProperty() { return variable; }

    public BooleanProperty unencryptedProperty() { return unencrypted; }

    public StringProperty pricePromptProperty() { return pricePrompt; }

    public StringProperty priceCompletionProperty() { return priceCompletion; }

    public StringProperty currencyProperty() { return currency; }

    public StringProperty proxyProperty() { return proxy; }

    public StringProperty timeoutProperty() { return timeout; }

    public StringProperty attemptsProperty() { return attempts; }

    public StringProperty perMinuteProperty() { return perMinute; }

    public StringProperty parallelProperty() { return parallel; }

    public StringProperty promptProperty() { return prompt; }

    public ObjectProperty<ChatSettings> settingsProperty() { return settings; }

    /** @throws UserInputException that names the invalid field */
    public Endpoint endpoint() {
        try {
            Price price = new Price(amount("The price of input tokens", pricePrompt),
                    amount("The price of output tokens", priceCompletion), currency.get().strip());
            Limits limits = new Limits(whole("The time-out", timeout), whole("Attempts", attempts),
                    whole("Requests a minute", perMinute), whole("Concurrent requests", parallel));
            return Endpoint.of(name.get().strip(), address.get(), model.get() == null ? "" : model.get().strip())
                    .withKey(key.get(), variable.get().strip()).withUnencrypted(unencrypted.get())
                    .withProxy(proxy()).withPrice(price).withLimits(limits).withPrompt(prompt.get()).withSettings(settings.get())
                    .withUnwrap(unwrap.get());
        } catch (IllegalArgumentException outOfRange) {
            throw new UserInputException(outOfRange.getMessage() + " Nothing was stored.", outOfRange);
        }
    }

    /** The part needed to list the server's models. @throws UserInputException if the address is invalid */
    Endpoint server() {
        String called = name.get().isBlank() ? "new" : name.get().strip();
        String asked = model.get() == null || model.get().isBlank() ? "any" : model.get().strip();
        return Endpoint.of(called, address.get(), asked).withKey(key.get(), variable.get().strip())
                .withUnencrypted(unencrypted.get()).withProxy(proxy());
    }

    /** Credentials are not shown: unless the displayed text is edited, the stored proxy is kept. */
    private String proxy() {
        String typed = proxy.get().strip();
        return before != null && typed.equals(before.shownProxy()) ? before.proxy() : typed;
    }

    /** Whether names, quotes and markup around responses are stripped. */
    public BooleanProperty unwrapProperty() { return unwrap; }

    private static Double amount(String what, StringProperty text) {
        String value = text.get().strip().replace(',', '.');
        if (value.isEmpty()) return null;
        if (!value.matches("\\d{1,9}(\\.\\d{1,9})?"))
            throw new UserInputException(what + " is a number such as 0.15, not \"" + value
                    + "\". Nothing was stored. Leave it empty if unknown.");
        return Double.valueOf(value);
    }

    private static int whole(String what, StringProperty text) {
        String value = text.get().strip();
        if (!value.matches("\\d{1,6}"))
            throw new UserInputException(what + ": \"" + value + "\" is not a whole number. Nothing was stored. Use digits only.");
        return Integer.parseInt(value);
    }

    private static String plain(Double value) {
        return value == null ? "" : value == Math.rint(value) ? String.valueOf(value.longValue()) : String.valueOf(value);
    }

    /** Sampling settings that differ from the default, by name. */
    Map<String, Object> changedSettings() {
        Map<String, Object> values = new LinkedHashMap<>(Settings.toMap(settings.get()));
        values.entrySet().removeAll(Settings.toMap(ChatSettings.standard()).entrySet());
        return values;
    }
}
