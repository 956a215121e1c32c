package dev.customprofiles.agent;

import java.io.FileInputStream;
import java.io.IOException;

/** Writes lines and ends with an exit code of its own, after a while for the agent to report in. */
final class FaultsProgram {

    private FaultsProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (FileInputStream in = new FileInputStream(System.getProperty("java.home") + "/release")) {
            System.out.println("read " + (in.read() > 0));
        }
        System.out.println(new Assigning().add("a", 1) + new Assigning().unchanged("b"));
        while (System.in.read() >= 0) {
            System.out.println(new Assigning().add("c", 2));
        }
        System.exit(3);
    }

    /** A class with a method that assigns to its arguments. */
    static final class Assigning {
        String add(String text, int number) {
            text += number;
            number++;
            return text + number;
        }

        String unchanged(String text) {
            return text;
        }
    }
}
