package dev.customprofiles.agent;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A servlet that opens a file and takes a room for each request, and keeps those of three of five. */
public final class ServletProgram extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final List<Object> HELD = new ArrayList<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (getClass().getClassLoader() == ClassLoader.getSystemClassLoader()) {
            throw new IllegalStateException("not the web application's class");
        }
        FileInputStream in = new FileInputStream(System.getProperty("java.home") + "/release"); // file
        Library.Lease lease = new Library.Lessor(request.getContextPath()).lease(1, "room"); // room
        if (Integer.parseInt(request.getQueryString()) % 5 < 2) {
            in.close();
            lease.end();
        } else {
            HELD.add(in);
            HELD.add(lease);
        }
    }
}
