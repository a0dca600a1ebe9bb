package dev.parallax.ui.selection;

import java.util.ArrayList;
import java.util.List;

/// The selected client and post; 0 means none. FX thread only.
public final class Selection {
    private final List<Runnable> listeners = new ArrayList<>();
    private int clientNumber;
    private long postId;

    public int clientNumber() {
        return clientNumber;
    }

    public long postId() {
        return postId;
    }

    public boolean hasClient() {
        return clientNumber > 0;
    }

    public boolean hasPost() {
        return postId > 0;
    }

    public void select(int newClientNumber, long newPostId) {
        if (newClientNumber == clientNumber && newPostId == postId) {
            return;
        }
        clientNumber = newClientNumber;
        postId = newPostId;
        listeners.forEach(Runnable::run);
    }

    public void selectClient(int newClientNumber) {
        select(newClientNumber, postId);
    }

    public void selectPost(long newPostId) {
        select(clientNumber, newPostId);
    }

    /// Calls `listener` after every change.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
