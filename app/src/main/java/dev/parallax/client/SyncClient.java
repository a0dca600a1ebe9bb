package dev.parallax.client;

import java.util.List;

/// One client as a state machine: what happened goes in, what to do comes out. The same code runs over a real
/// network and in virtual time.
///
/// Confined to one caller at a time. The caller must
/// - hand in every event exactly once, in the order it happened, and perform the effects in the order given;
/// - answer each [Effect.Request] with one [Event.Answered] or [Event.Unanswered], and each [Effect.OpenSocket] with
///   [Event.SocketOpened] or [Event.SocketFailed], unless it was told to close or cancel it;
/// - fire each timer once, no earlier than asked, unless it was set again or cancelled.
///
/// Late events of closed sockets, cancelled requests and old timers are harmless.
public interface SyncClient {
    List<Effect> on(Event event);

    /// The state after the last event; the same object while nothing changed.
    ReplicaSnapshot snapshot();
}
