package org.liftgate.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.notify.Address;
import org.liftgate.app.store.Json;

/**
 * Hands a message to a mail server or posts it. The name of the message goes along (Message-ID,
 * Idempotency-Key), so that one that comes twice can be told apart.
 */
@ApplicationScoped
public class Courier {
  private static final int PATIENCE = 15_000;

  /** Where to is in a header: endpoints are kept and shown, addresses may hold secrets. */
  private static final String POST =
      "https://to.invalid?httpMethod=POST&followRedirects=false&connectionRequestTimeout="
          + PATIENCE
          + "&connectTimeout="
          + PATIENCE
          + "&responseTimeout="
          + PATIENCE;

  private final CamelContext camel;
  private final ProducerTemplate producer;

  @Inject
  Courier(CamelContext camel, ProducerTemplate producer) {
    this.camel = camel;
    this.producer = producer;
  }

  /** A message was not taken; what it says holds no secret. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * @throws Refused when it is not certain that the target has it
   */
  void deliver(Address address, Delivery d) throws Refused {
    JsonNode message = Json.parse(d.body(), "message");
    try {
      switch (address) {
        case Address.Mail mail -> mail(mail, d, message);
        case Address.Web web -> post(web, d, message);
      }
    } catch (CamelExecutionException e) {
      throw new Refused(reason(e.getCause(), address));
    } catch (Exception e) {
      throw new Refused(reason(e, address));
    }
  }

  private void mail(Address.Mail mail, Delivery d, JsonNode message) throws Exception {
    var headers = new TreeMap<String, Object>();
    headers.put("From", mail.from());
    headers.put("To", String.join(",", mail.to()));
    headers.put("Subject", d.subject());
    headers.put("Message-ID", "<" + d.id() + "@liftgate>");
    headers.put("Auto-Submitted", "auto-generated");
    headers.put(Exchange.CONTENT_TYPE, "text/plain; charset=UTF-8");
    try (var sending = new OnePurpose(endpoint(mail))) {
      sending.send(message.path("text").asText(), headers);
    }
  }

  /** One of its own, as an endpoint that is registered keeps its password. */
  private MailEndpoint endpoint(Address.Mail mail) {
    String protocol = mail.tls() ? "smtps" : "smtp";
    var component = new MailComponent(camel);
    var configuration = new MailConfiguration(camel);
    configuration.configureProtocol(protocol);
    configuration.setHost(mail.host());
    configuration.setPort(mail.port());
    mail.user().ifPresent(configuration::setUsername);
    mail.password().ifPresent(configuration::setPassword);
    configuration.setConnectionTimeout(PATIENCE);
    var properties = configuration.getAdditionalJavaMailProperties();
    properties.setProperty("mail." + protocol + ".timeout", "" + PATIENCE);
    properties.setProperty("mail." + protocol + ".writetimeout", "" + PATIENCE);
    if (!mail.tls() && !mail.plain()) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
    }
    component.setConfiguration(configuration);
    return new MailEndpoint(
        protocol + "://" + mail.host() + ":" + mail.port(), component, configuration);
  }

  private void post(Address.Web web, Delivery d, JsonNode message) {
    String text =
        web.slack() ? Json.text(Json.object().put("text", slack(d, message))) : Json.text(message);
    Map<String, Object> headers =
        Map.of(
            Exchange.HTTP_URI,
            web.url().toString(),
            Exchange.CONTENT_TYPE,
            "application/json",
            "Idempotency-Key",
            d.id());
    producer.sendBodyAndHeaders(POST, text, headers);
  }

  /** Slack's own marks are taken out of what comes from data. */
  private static String slack(Delivery d, JsonNode message) {
    String text = message.path("text").asText().replace("```", "'''");
    return escaped("*" + d.subject() + "*\n```\n" + text + "```");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String reason(Throwable thrown, Address address) {
    Throwable last = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof HttpOperationFailedException answer) {
        return "the server answered " + answer.getStatusCode();
      }
      last = t;
    }
    String said = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    String kind = last.getClass().getSimpleName().replaceFirst("Exception$", "");
    return kind + ": " + scrubbed(said, address);
  }

  private static String scrubbed(String text, Address address) {
    return switch (address) {
      case Address.Mail mail ->
          mail.password().filter(p -> !p.isEmpty()).map(p -> text.replace(p, "***")).orElse(text);
      case Address.Web web -> {
        String path = String.valueOf(web.url().getRawPath());
        String shown = text.replace(web.url().toString(), "***");
        yield path.length() > 1 ? shown.replace(path, "/***") : shown;
      }
    };
  }
}
