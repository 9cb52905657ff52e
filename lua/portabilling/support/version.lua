--- The release, as the user agent and `portabilling --version` say it.
return "0.1.0"
