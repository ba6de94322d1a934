package org.liftgate.server.routes;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;

/**
 * Sends through an endpoint made for one message. A producer template keeps producers by the
 * endpoint's URI, and would send with the account of whoever sent to that server before.
 */
final class OnePurpose implements AutoCloseable {
  private final Endpoint endpoint;
  private final Producer producer;

  OnePurpose(Endpoint endpoint) throws Exception {
    this.endpoint = endpoint;
    this.producer = endpoint.createProducer();
    producer.start();
  }

  void send(Object body, Map<String, Object> headers) throws Exception {
    Exchange exchange = endpoint.createExchange();
    exchange.getMessage().setBody(body);
    exchange.getMessage().setHeaders(headers);
    producer.process(exchange);
    Exception thrown = exchange.getException();
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() {
    producer.stop();
    endpoint.stop();
  }
}
