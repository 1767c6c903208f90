return require "cycle"
