/** Pages for people; every figure on them is also in the REST interface. */
@org.jspecify.annotations.NullMarked
package org.liftgate.server.console;
