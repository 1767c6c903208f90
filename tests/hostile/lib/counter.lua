return { seen = {} }
