package dev.parallax.server.front;

/// What is counted about callers and connections, for the operator. Implementations are thread-safe and quick.
public interface Counts {
    /// Counts nothing.
    Counts NONE = new Counts() {
        @Override
        public void delivered() {}

        @Override
        public void overflowed() {}

        @Override
        public void opened() {}

        @Override
        public void cutForSilence() {}

        @Override
        public void heartbeat() {}

        @Override
        public void page() {}

        @Override
        public void failed() {}

        @Override
        public Answer show() {
            return Answer.text("text/plain; charset=utf-8", "");
        }
    };

    /// A delta was queued to a live connection.
    void delivered();

    /// A queue was dropped and replaced by a resynchronisation.
    void overflowed();

    /// A live connection was opened.
    void opened();

    /// A live connection was cut for its silence.
    void cutForSilence();

    /// All sockets got a heartbeat.
    void heartbeat();

    /// A page of a catch-up was answered.
    void page();

    /// A request failed unexpectedly.
    void failed();

    /// All that was counted, as an operator's tools read it.
    Answer show();
}
